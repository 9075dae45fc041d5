import { expect, test } from 'vitest';

import { compareSchema, differences } from '../../src/domain/schema/compare-schema.ts';
import { planSchema } from '../../src/domain/schema/plan-schema.ts';
import { notAsked } from '../../src/domain/seen.ts';
import type { AppliedSchema } from '../../src/usecases/apply-schema.ts';
import { schemaAppliedBody, schemaAppliedText } from '../../src/views/schema-applied.ts';
import { schemaChangeText, schemaPlanText } from '../../src/views/schema-plan.ts';
import { schemaProgress } from '../../src/views/schema-progress.ts';
import { schemaStatusBody, schemaStatusText } from '../../src/views/schema-status.ts';
import { servers, spelledSchema, withColumn } from '../domain/schema/spelled-schema.ts';
import { screen } from '../support/screen.ts';

const server = { ...servers.mariadb, address: 'db:3306', database: 'fleet', identity: null, isGalera: false };
const probe = {
  name: 'instances-to-terminate',
  method: 'GET',
  path: '/api/agents/a/instances-to-terminate',
  outcome: 'ok',
  status: 200,
  durationMs: 5,
  detail: null,
  errorCode: null,
} as const;

function applied(facts: Partial<AppliedSchema> = {}): AppliedSchema {
  return { server, statements: [], isVerified: true, remaining: [], ...facts };
}

test('shows of a complete schema only the migration, and counts the rest', () => {
  const status = { isSeen: true, server, comparison: compareSchema(spelledSchema('mariadb'), 'database'), own: [] } as const;

  const text = schemaStatusText(status, screen());

  expect(text.split('\n')).toHaveLength(13);
  expect(text).toContain('fleet on db:3306 (MariaDB 10.11.19-MariaDB-0+deb12u1)');
  expect(text).toContain('33 more elements that the termination flow needs are as they must be.');
  expect(text).toContain('✓ The schema has all that the termination flow needs.');
  expect(schemaStatusBody(status)).toMatchObject({ state: 'complete', brokenEndpoints: [] });
});

test('shows what differs outside the migration, and does not point to a plan that would not change it', () => {
  const schema = withColumn(spelledSchema('mysql'), { table: 'instances', name: 'region', is: { type: 'varchar(8)\u001b[2J' } });

  const text = schemaStatusText({ isSeen: true, server: null, comparison: compareSchema(schema, 'backend'), own: [] }, screen());

  expect(text).toMatch(/^As the backend tells it\n/);
  expect(text).toContain('differs  column  instances.region');
  expect(text).toMatch(/\n {2}May fail because of instances\.region: instances-to-terminate, /);
  expect(text).not.toContain('no endpoint');
  expect(text).not.toContain('spotctl schema plan');
  expect(text).not.toContain('\u001b');
});

test('says that no endpoint fails where an index alone is missing', () => {
  const schema = spelledSchema('mysql', { without: ['instances.idx_instances_zombie_termination'] });
  const status = { isSeen: true, server, comparison: compareSchema(schema, 'database'), own: [] } as const;

  const text = schemaStatusText(status, screen());

  expect(text).toContain('\n  Fails because of it: no endpoint; queries read more than they need\n');
  expect(schemaStatusBody(status)).toMatchObject({ state: 'incomplete', brokenEndpoints: [] });
});

test('shows before a change where it goes and every statement of it', () => {
  const schema = spelledSchema('mariadb', { without: ['instances.termination_confirmed'] });

  const text = schemaChangeText({ server, plan: planSchema(schema, server) }, screen());

  expect(text).toBe(
    '1 statement will change fleet on db:3306 (MariaDB 10.11.19-MariaDB-0+deb12u1):\n' +
      '  ALTER TABLE instances ADD COLUMN termination_confirmed BOOLEAN NULL DEFAULT 0, ALGORITHM=INSTANT;\n',
  );
});

test('says what stands in the way of a plan', () => {
  const schema = withColumn(spelledSchema('mariadb'), { table: 'instances', name: 'termination_confirmed', is: { type: 'int(11)' } });

  const text = schemaPlanText({ server, hasRecord: true, plan: planSchema(schema, server) }, screen());

  expect(text).toBe(
    '✗ instances.termination_confirmed: it is there as "int null default 0", and "boolean null default 0" is needed. spotctl does not change it.\n',
  );
});

test('says that a complete schema needs no plan', () => {
  const text = schemaPlanText({ server, hasRecord: true, plan: planSchema(spelledSchema('mariadb'), server) }, screen());

  expect(text).toBe('✓ fleet on db:3306 (MariaDB 10.11.19-MariaDB-0+deb12u1) has all that the migration adds. Nothing to do.\n');
});

test('says after a change that the endpoint still fails, in the backend’s words', () => {
  const failed = { ...probe, outcome: 'failed', status: 500, detail: '1054 (42S22): Unknown column' } as const;

  const text = schemaAppliedText({ applied: applied(), endpoint: { ok: true, value: failed } }, screen());

  expect(text).toContain('✗ GET /api/agents/a/instances-to-terminate answers 500: 1054 (42S22): Unknown column\n');
});

test('says after a change what the flow lacks beyond the migration, and that no backend was asked', () => {
  const remaining = differences(compareSchema(spelledSchema('mysql', { without: ['agents.region'] }), 'database'));
  const outcome = {
    applied: applied({ remaining }),
    endpoint: notAsked('no backend is configured'),
  };

  const text = schemaAppliedText(outcome, screen());

  expect(text).toContain('! Outside the migration the termination flow still lacks or finds different: agents.region.');
  expect(text).toContain('- The backend was not asked whether it works now: no backend is configured\n');
  expect(schemaAppliedBody(outcome)).toMatchObject({ verified: true, endpoint: { outcome: 'skipped', status: null } });
});

test('does not call a change done that could not be read back', () => {
  const text = schemaAppliedText({ applied: applied({ isVerified: false }), endpoint: { ok: true, value: probe } }, screen());

  expect(text).toMatch(/^✗ fleet on db:3306 .* read again, still lacks part of the migration\.\n/);
});

test('names at each wait for a lock who is in the way, and says when the next try is', () => {
  const [statement] = planSchema(spelledSchema('mysql', { without: ['instances.termination_confirmed'] }), servers.mysql).statements;
  if (statement === undefined) throw new Error('The plan has a statement.');
  const sessions = [{ thread: 12, user: 'app', host: '10.0.0.9:51234', ageSeconds: 340, statement: null }];

  const line = schemaProgress({
    kind: 'locked',
    statement,
    blockers: { sessions, unseen: null },
    attempt: 1,
    attempts: 3,
    pauseSeconds: 10,
  });

  expect(line).toBe(
    'instances is held: thread 12 (app@10.0.0.9:51234), for 340 s, idle in an open transaction. Try 1 of 3 gave up, the next in 10 s; nothing waits behind it meanwhile.',
  );
});
