import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/domain/diagnosis.ts';
import type { DiagnosisInput } from '../../../src/domain/findings/diagnosis-input.ts';
import { fleetFindings } from '../../../src/domain/findings/fleet-findings.ts';
import { healthyWorlds, strangeWorlds } from './arbitrary-world.ts';
import { blindnesses, withDatabaseNotConfigured } from './blindness.ts';
import { injections } from './injections.ts';
import { see } from './world.ts';

const durations = { schema: 1, endpoints: 2, aws: 3, fleet: 4, logs: 0 };

/** Fleet findings as `code subject`. */
function fleetFindingsOf(input: DiagnosisInput): ReadonlySet<string> {
  return new Set(
    judge(input, durations)
      .findings.filter(({ code }) => code.startsWith('FL'))
      .map(({ code, subject }) => `${code} ${subject.id}`),
  );
}

test('finds nothing in any healthy fleet, with or without a database', () => {
  fc.assert(
    fc.property(healthyWorlds, (world) => {
      const input = see(world);

      expect(judge(input, durations).findings).toEqual([]);
      expect(judge(withDatabaseNotConfigured(input), durations).findings).toEqual([]);
      expect(judge(input, durations).status).toBe('healthy');
    }),
  );
});

describe.each(Object.entries(blindnesses))('where %s', (_name, blind) => {
  test.each(injections)('the defect of $code alone brings no other finding and no false comfort', ({ code, sick }) => {
    const before = fleetFindingsOf(sick());
    const after = judge(blind(sick()), durations);

    const added = [...fleetFindingsOf(blind(sick()))].filter((finding) => !before.has(finding));
    expect(added).toEqual([]);
    const isStillFound = after.findings.some((finding) => finding.code === code);
    const check = after.checks.find(({ id }) => id === code);
    expect(code.startsWith('FL') && !isStillFound ? check?.status : 'unknown').not.toBe('ok');
  });
});

/** What a fleet looks like where rows can only be attributed by pointers and tags depends on these being right. */
const { 'nobody attributes rows': _, ...losses } = blindnesses;

describe.each(Object.entries(losses))('where %s, of however strange a fleet', (_name, blind) => {
  test('no fleet finding is made that was not there before', () => {
    fc.assert(
      fc.property(fc.oneof(healthyWorlds, strangeWorlds), (world) => {
        const before = fleetFindingsOf(see(world));
        const after = fleetFindingsOf(blind(see(world)));

        expect([...after].filter((finding) => !before.has(finding))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('no fleet finding becomes a check that is ok', () => {
    fc.assert(
      fc.property(strangeWorlds, (world) => {
        const found = new Set([...fleetFindingsOf(see(world))].map((finding) => finding.slice(0, 5)));
        const okAfter = judge(blind(see(world)), durations).checks.filter(({ status }) => status === 'ok');

        expect(okAfter.map(({ id }) => id).filter((id) => found.has(id))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

test('a list sees the same fleet findings as the diagnosis', () => {
  fc.assert(
    fc.property(strangeWorlds, (world) => {
      const input = see(world);
      const listed = [...fleetFindings(input.fleet)].flatMap(([id, codes]) => codes.map((code) => `${code} ${id}`));

      expect(new Set(listed)).toEqual(fleetFindingsOf(input));
    }),
  );
});
