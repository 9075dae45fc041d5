import { describe, expect, test } from 'vitest';
import { type Diagnosis, judge } from '../../src/domain/diagnosis.ts';
import { judgeEnding } from '../../src/domain/judge-ending.ts';
import { narrowDiagnosis } from '../../src/domain/narrow-diagnosis.ts';
import type { Suppression } from '../../src/domain/suppression.ts';
import { cloudInstance, INSTANCE_ID, instance, NOW } from '../support/builders.ts';
import { withoutAws } from './findings/blindness.ts';
import { ago, healthyWorld, see, SPARE_ID, zombie } from './findings/world.ts';

const durations = { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 };
const TOMORROW = new Date(Date.parse(NOW) + 86_400_000).toISOString();

/** A fleet with one wrong type (a warning) and one ghost (an error). */
function troubled(): Diagnosis {
  const healthy = healthyWorld();
  const instances = healthy.instances.map((row) => (row.id === INSTANCE_ID ? { ...row, instanceType: 'm5.large' } : row));
  const ghost = zombie({ status: 'terminated', terminatedAt: ago(60) });
  return judge(
    see({ ...healthy, instances: [...instances, ghost], clouds: [...healthy.clouds, cloudInstance({ id: SPARE_ID })] }),
    durations,
  );
}

function suppression(facts: Partial<Suppression> = {}): Suppression {
  return { code: 'FL410', subject: null, reason: 'resized by hand', until: TOMORROW, ...facts };
}

function codesOf({ findings }: Diagnosis): readonly string[] {
  return findings.map(({ code }) => code);
}

test('keeps only the checks and findings that were asked for', () => {
  const narrowed = narrowDiagnosis(troubled(), { codes: new Set(['FL401', 'FL402']) });

  expect(codesOf(narrowed)).toEqual(['FL401']);
  expect(narrowed.checks.map(({ id, status }) => `${id} ${status}`)).toEqual(['FL401 error', 'FL402 ok']);
});

test('is healthy where the trouble was not asked for', () => {
  const narrowed = narrowDiagnosis(troubled(), { codes: new Set(['FL402']) });

  expect(narrowed.status).toBe('healthy');
});

describe('a suppression', () => {
  test('sets the finding apart with its reason, and the check counts as left out', () => {
    const narrowed = narrowDiagnosis(troubled(), { suppressions: [suppression({ subject: INSTANCE_ID })] });

    expect(codesOf(narrowed)).toEqual(['FL401']);
    expect(narrowed.suppressed).toMatchObject([
      { code: 'FL410', subject: { id: INSTANCE_ID }, reason: 'resized by hand', until: TOMORROW },
    ]);
    expect(narrowed.checks.find(({ id }) => id === 'FL410')).toMatchObject({
      status: 'skipped',
      detail: 'suppressed: resized by hand (until 2026-11-24)',
    });
  });

  test('of another subject changes nothing', () => {
    const narrowed = narrowDiagnosis(troubled(), { suppressions: [suppression({ subject: SPARE_ID })] });

    expect(codesOf(narrowed)).toEqual(['FL401', 'FL410']);
    expect(narrowed.suppressed).toEqual([]);
  });

  test('that has expired keeps nothing quiet', () => {
    const narrowed = narrowDiagnosis(troubled(), { suppressions: [suppression({ until: NOW })] });

    expect(codesOf(narrowed)).toEqual(['FL401', 'FL410']);
  });

  test('of one of several subjects leaves the others to their check', () => {
    const both = judge(
      see({ ...healthyWorld(), instances: healthyWorld().instances.map((row) => instance({ ...row, instanceType: 'm5.large' })) }),
      durations,
    );

    const narrowed = narrowDiagnosis(both, { suppressions: [suppression({ subject: INSTANCE_ID })] });

    expect(narrowed.checks.find(({ id }) => id === 'FL410')).toMatchObject({
      status: 'warning',
      detail: expect.not.stringContaining(INSTANCE_ID),
    });
    expect(narrowed.suppressed).toHaveLength(1);
  });
});

describe('a run ends', () => {
  test('with problems for a warning, unless only errors are to count', () => {
    const warned = narrowDiagnosis(troubled(), { codes: new Set(['FL410']) });

    expect([judgeEnding(warned, 'warning'), judgeEnding(warned, 'error')]).toEqual(['problems', 'done']);
  });

  test('with problems for an error in any case', () => {
    expect(judgeEnding(troubled(), 'error')).toBe('problems');
  });

  test('as partial where something could not be checked, also with warnings that do not count', () => {
    const blind = narrowDiagnosis(judge(withoutAws(see(healthyWorld())), durations), { codes: new Set(['FL401']) });

    expect(judgeEnding(blind, 'error')).toBe('partial');
  });
});
