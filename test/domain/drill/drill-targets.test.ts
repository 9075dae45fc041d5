import { describe, expect, test } from 'vitest';
import { type DrillPlace, type DrillTargets, whyNoTarget } from '../../../src/domain/drill/drill-targets.ts';

const BACKEND = 'https://staging.example';
const ACME = { id: 'c-acme', name: 'Acme' };

function targets(facts: Partial<DrillTargets> = {}): DrillTargets {
  return { context: 'staging', backendUrl: BACKEND, clients: ['c-acme'], accounts: ['123456789012'], ...facts };
}

function place(facts: Partial<DrillPlace> = {}): DrillPlace {
  return { backendUrl: BACKEND, client: ACME, account: '123456789012', ...facts };
}

describe('a drill', () => {
  test('may be held where the context names both client and account', () => {
    expect(whyNoTarget(targets(), place())).toBeNull();
  });

  test.each([
    ['no context is in use', targets({ context: null }), place(), 'no context is in use, and only a context names where a drill is safe'],
    [
      'the client is not named',
      targets({ clients: ['c-globex'] }),
      place(),
      'context staging does not name client Acme (c-acme) as a drill target',
    ],
    [
      'the account is not named',
      targets({ accounts: [] }),
      place(),
      'context staging does not name account 123456789012 as a drill target',
    ],
    [
      'neither is named',
      targets({ clients: [], accounts: [] }),
      place(),
      'context staging does not name client Acme (c-acme) and account 123456789012 as a drill target',
    ],
    [
      'a flag or a variable leads to another backend',
      targets(),
      place({ backendUrl: 'https://prod.example' }),
      'context staging is for another backend than https://prod.example, so what it names does not hold here',
    ],
    [
      'no backend is known',
      targets({ backendUrl: null }),
      place({ backendUrl: null }),
      'context staging is for another backend than none, so what it names does not hold here',
    ],
  ])('is refused where %s', (...[, named, where, reason]) => {
    expect(whyNoTarget(named, where)).toBe(reason);
  });
});
