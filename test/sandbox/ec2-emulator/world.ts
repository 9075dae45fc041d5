import type { CloudWorld, WorldInstance } from '../../../src/sandbox/ec2-emulator/cloud-world.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'ap-south-1';
export const FIRST = 'i-0f75d6fccfb53a938';
export const SECOND = 'i-029c1999a147722de';
export const UNKNOWN = 'i-0ffffffffffffffff';

/** A running on-demand instance in the first zone. */
export function worldInstance(facts: Partial<WorldInstance> = {}): WorldInstance {
  return { id: FIRST, region: REGION, az: 'ap-south-1a', instanceType: 't3.medium', launchedAt: '2026-11-22T12:00:00Z', ...facts };
}

/** An account with two regions, one of them not enabled, and one instance. */
export function world(facts: Partial<CloudWorld> = {}): CloudWorld {
  return {
    accountId: ACCOUNT,
    regions: [
      { name: REGION, zones: ['ap-south-1a', 'ap-south-1b'] },
      { name: 'eu-south-2', zones: ['eu-south-2a'], isEnabled: false },
    ],
    instances: [worldInstance()],
    ...facts,
  };
}

/** As many instances as asked for, each with its own id. */
export function worldInstances(count: number, facts: Partial<WorldInstance> = {}): readonly WorldInstance[] {
  return Array.from({ length: count }, (_, position) => worldInstance({ id: `i-${position.toString(16).padStart(17, '0')}`, ...facts }));
}

/** A clock that stands still until it is moved. */
export function movableClock(start = '2026-11-23T12:00:00Z'): { now(): Date; moveSeconds(seconds: number): void } {
  let milliseconds = Date.parse(start);
  return {
    now: () => new Date(milliseconds),
    moveSeconds: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}
