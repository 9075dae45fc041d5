export const CLIENT_ID = 'c11e0000-0000-4000-8000-00000000000a';
export const ACCOUNT_ID = '123456789012';
export const REGIONS: readonly string[] = ['ap-south-1', 'eu-west-1', 'us-east-1'];
const TYPES: readonly string[] = ['m5.large', 'm5.xlarge', 'c5.large', 'r5.large'];
/** In each region, of each hundred: fifty primaries with an agent each, forty-nine replicas of them, and one zombie. */
const HUNDRED = 100;
const PRIMARIES = 50;

/** One instance as both sides know it. */
export interface MadeUpInstance {
  readonly number: number;
  readonly id: string;
  readonly region: string;
  readonly az: string;
  readonly instanceType: string;
  readonly role: 'primary' | 'replica' | 'zombie';
  /** The number of the agent's primary. */
  readonly agent: number;
}

/** A fleet of that size, made up by counting: EC2 and the backend are to agree on it. */
export function makeUpFleet(size: number): readonly MadeUpInstance[] {
  return Array.from({ length: size }, (_, number) => makeUp(number));
}

function makeUp(number: number): MadeUpInstance {
  const region = REGIONS[number % REGIONS.length] ?? '';
  const place = Math.floor(number / REGIONS.length) % HUNDRED;
  return {
    number,
    id: `i-0${hex(number)}`,
    region,
    az: `${region}${'abc'.charAt(Math.floor(number / 7) % 3)}`,
    instanceType: TYPES[number % TYPES.length] ?? '',
    role: place < PRIMARIES ? 'primary' : place === HUNDRED - 1 ? 'zombie' : 'replica',
    agent: number - Math.floor(place / PRIMARIES) * PRIMARIES * REGIONS.length,
  };
}

export function agentId(agent: number): string {
  return `a6e00000-0000-4000-8000-${hex(agent).slice(0, 12)}`;
}

export function logicalAgentId(agent: number): string {
  return `agent-${agent}`;
}

/** Sixteen digits, each number its own, well mixed. */
export function hex(number: number): string {
  const mixed = (BigInt(number) * 0x9e37_79b9_7f4a_7c15n) % (1n << 64n);
  return mixed.toString(16).padStart(16, '0');
}
