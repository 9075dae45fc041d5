import { readFileSync } from 'node:fs';
import { hex, logicalAgentId, type MadeUpInstance } from './made-up-fleet.ts';

/** Writes one reservation with its instance, with all that EC2 says of a spot instance in a VPC, laid out as EC2 does. */
export function reservationWriter(): (instance: MadeUpInstance) => string {
  const template = readFileSync(new URL('reservation.xml', import.meta.url), 'utf8');
  return (instance) => {
    const facts = factsOf(instance);
    return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');
  };
}

function factsOf({ number, id, az, instanceType, agent }: MadeUpInstance): Readonly<Record<string, string>> {
  const unique = hex(number + 1);
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  return {
    id,
    az,
    instanceType,
    unique,
    address,
    number: String(number),
    agent: logicalAgentId(agent),
    short: unique.slice(0, 8),
    dashed: address.replaceAll('.', '-'),
  };
}
