import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { judge } from '../../../src/domain/diagnosis.ts';
import { signsIn } from '../../../src/domain/findings/log-facts.ts';
import { healthyWorld, probe, see } from './world.ts';

const FOLDER = new URL('../../fixtures/captured/', import.meta.url);
const RECORDED = z.object({ response: z.object({ status: z.number(), body: z.object({ error: z.string() }) }) });

/** The database errors of every recorded 500, by file. */
const errors = readdirSync(FOLDER).flatMap((file) => {
  const recorded = RECORDED.safeParse(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
  return recorded.success && recorded.data.response.status === 500 ? [{ file, error: recorded.data.response.body.error }] : [];
});
const ofMigration = errors.filter(({ error }) => /1054 .*termination_/.test(error));
const asShipped = errors.filter(({ error }) => /1054|1364/.test(error) && !ofMigration.some((other) => other.error === error));

function remedyFor(error: string): string | null | undefined {
  const failing = probe({ name: 'a call', path: '/api/a-call', outcome: 'failed', status: 500, detail: error });
  const { findings } = judge({ ...see(healthyWorld()), endpoints: [failing] }, { schema: 0, endpoints: 0, aws: 0, fleet: 0, logs: 0 });
  return findings.find(({ code }) => code === 'EP203')?.remedy.command;
}

test('both kinds of failure were recorded', () => {
  expect(ofMigration.map(({ file }) => file)).toContain('incident.instances-to-terminate.500-columns-missing.json');
  expect(asShipped.map(({ file }) => file)).toEqual([
    'admin-health-summary.500.json',
    'create-emergency-replica.500.json',
    'issue-switch-command.500.json',
    'mysql.admin-health-summary.500.json',
    'mysql.replicas-create.500-no-pool-id.json',
    'replicas-create.500-no-pool-id.json',
  ]);
});

describe.each(ofMigration)('$file', ({ error }) => {
  test('is laid to the missing migration', () => {
    expect(remedyFor(error)).toBe('spotctl schema apply');
  });

  test('is a sign of it in a log', () => {
    expect(signsIn(`ERROR ${error}`)).toContain('unknown-column');
  });
});

describe.each(asShipped)('$file', ({ error }) => {
  test('fails on every installation, so no migration is blamed', () => {
    expect(remedyFor(error)).toBeNull();
  });

  test('is no sign in a log', () => {
    expect(signsIn(`ERROR ${error}`)).not.toContain('unknown-column');
  });
});

test('a column that neither the migration nor any query of old names is looked for in the schema', () => {
  expect(remedyFor("1054 (42S22): Unknown column 'i.zombie_since' in 'where clause'")).toBe('spotctl schema status');
});
