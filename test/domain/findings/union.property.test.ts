import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/domain/diagnosis.ts';
import type { DiagnosisInput } from '../../../src/domain/findings/diagnosis-input.ts';
import { findingByCode } from '../../../src/domain/findings/index.ts';
import { blindnesses } from './blindness.ts';
import { injections } from './injections.ts';
import { joined, renumbered } from './joined-fleets.ts';
import { healthyWorld, see } from './world.ts';

const durations = { schema: 1, endpoints: 2, aws: 3, fleet: 4, logs: 0 };

/** These take a source away, or all that it shows: what rests on it is unknown then, which is a property of its own. */
const TAKES_AWAY: readonly string[] = ['SC106', 'EP201', 'AW301', 'AW302', 'AW304'];
const parts = injections
  .filter(({ code }) => !TAKES_AWAY.includes(code))
  .map((injection, position) => ({ ...injection, input: renumbered(injection.sick(), position + 1) }));

type Part = (typeof parts)[number];

/** Any defects, each in a part of the fleet of its own, and a part in which all is well. */
const subsets = fc.subarray(parts);

function withAll(chosen: readonly Part[]): DiagnosisInput {
  const healthy = see(healthyWorld());
  return joined([renumbered(healthy, 0), ...chosen.map(({ input }) => input)], healthy);
}

function foundIn(input: DiagnosisInput): readonly string[] {
  return [...new Set(judge(input, durations).findings.map(({ code, subject }) => `${code} ${subject.id}`))].toSorted();
}

test('finds each defect alone under its other ids, and nothing else', () => {
  for (const part of parts) {
    const codes = new Set(foundIn(withAll([part])).map((finding) => finding.slice(0, 5)));
    expect([...codes]).toEqual([part.code, ...(part.brings ?? [])].toSorted());
  }
});

test('finds of any defects together exactly what it finds of each', () => {
  fc.assert(
    fc.property(subsets, (chosen) => {
      const input = withAll(chosen);

      expect(foundIn(input)).toEqual([...new Set(chosen.flatMap((part) => foundIn(withAll([part]))))].toSorted());
      const codes = new Set(chosen.flatMap(({ code, brings }) => [code, ...(brings ?? [])]));
      const statuses = judge(input, durations).checks.map(({ id, status }) => `${id} ${status}`);
      expect(statuses).toEqual(statuses.map((line) => `${line.slice(0, 5)} ${expectedStatus(line.slice(0, 5), codes)}`));
    }),
    { numRuns: 100 },
  );
});

function expectedStatus(code: string, found: ReadonlySet<string>): string {
  const severity = findingByCode(code)?.severity;
  return severity === undefined || severity === 'info' || !found.has(code) ? 'ok' : severity;
}

describe.each(Object.entries(blindnesses))('where %s', (_name, blind) => {
  test('any defects together bring no finding of the fleet that was not there, and no false comfort', () => {
    fc.assert(
      fc.property(subsets, (chosen) => {
        const input = withAll(chosen);
        const before = foundIn(input).filter((finding) => finding.startsWith('FL'));
        const after = foundIn(blind(input)).filter((finding) => finding.startsWith('FL'));
        const comforted = judge(blind(input), durations).checks.filter(({ id, status }) => id.startsWith('FL') && status === 'ok');

        expect(after.filter((finding) => !before.includes(finding))).toEqual([]);
        const lost = new Set(before.map((finding) => finding.slice(0, 5)).filter((code) => findingByCode(code)?.severity !== 'info'));
        expect(comforted.filter(({ id }) => lost.has(id))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
