import type { Journal } from '../../src/ports/journal.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { FakePorts } from './fake-ports.ts';

/** As kill -9: no code of the run sees it. */
export class Killed extends Error {}

/** What a run does that outlives it: each is two points at which it can be killed, before and after it took effect. */
const ACTS: ReadonlySet<string | symbol> = new Set(['begin', 'write', 'terminate', 'unprotect', 'cancelSpotRequests', 'reportTermination']);

/** The same ports, which kill whoever uses them at the point of that number, counted from 1; `count` tells how many there were. */
export function killedAt(ports: FakePorts, point: number): { readonly ports: Ports; readonly count: () => number } {
  let passed = 0;
  const pass = (): void => {
    passed += 1;
    if (passed === point) throw new Killed();
  };
  const mortal = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (whole, name) => {
        const value: unknown = Reflect.get(whole, name, whole);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown =>
          ACTS.has(name) ? act(async () => value.apply(whole, args)) : value.apply(whole, args);
      },
    });
  const act = async (call: () => Promise<unknown>): Promise<unknown> => {
    pass();
    const answer = await call();
    pass();
    return typeof answer === 'object' && answer !== null && 'release' in answer ? mortal(answer) : answer;
  };
  const journal: Journal = mortal(ports.fakeJournal);
  return {
    ports: {
      ...ports,
      cloud: async () => mortal(ports.fakeCloud),
      backend: async () => mortal(ports.fakeBackend),
      journal: async () => journal,
    },
    count: () => passed,
  };
}
