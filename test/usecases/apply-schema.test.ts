import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { applySchema, type AppliedSchema, type ApplyEvent } from '../../src/usecases/apply-schema.ts';
import { planSchemaChange } from '../../src/usecases/plan-schema-change.ts';
import { afterStatement, changed, type Flavour, spelledSchema, withColumn } from '../domain/schema/spelled-schema.ts';
import { databaseError, incident, schemaDatabase, schemaPorts } from './fake-schema-database.ts';

async function applied(ports: ReturnType<typeof schemaPorts>): Promise<readonly ApplyEvent[]> {
  const events: ApplyEvent[] = [];
  for await (const event of applySchema(ports, {
    planned: await planSchemaChange(ports),
    planId: null,
    signal: new AbortController().signal,
  }))
    events.push(event);
  return events;
}

function resultOf(events: readonly ApplyEvent[]): AppliedSchema {
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The run did not finish.');
  return last.result;
}

test('carries out the shown statements in their order and verifies the result', async () => {
  const database = schemaDatabase({});
  const ports = schemaPorts({ database });
  const { plan } = await planSchemaChange(ports);

  const result = resultOf(await applied(ports));

  expect(database.applied).toEqual(plan.statements.map(({ sql }) => sql));
  expect(result.statements.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'applied'));
  expect(result).toMatchObject({ isVerified: true, remaining: [], server: { database: 'fleet', flavour: 'mysql' } });
});

test('has nothing to do the second time', async () => {
  const database = schemaDatabase({});
  const ports = schemaPorts({ database });
  await applied(ports);

  const events = await applied(ports);

  expect(events).toMatchObject([{ kind: 'finished', result: { statements: [], isVerified: true } }]);
  expect(database.applied).toHaveLength(6);
});

test('completes any partial schema, whichever server', async () => {
  const partial = fc.record({ flavour: fc.constantFrom<Flavour>('sqlite', 'mysql', 'mariadb'), without: fc.subarray(incident) });

  await fc.assert(
    fc.asyncProperty(partial, async ({ flavour, without }) => {
      const database = schemaDatabase({ flavour, schema: spelledSchema(flavour, { without }) });

      const result = resultOf(await applied(schemaPorts({ database })));

      expect(result.isVerified).toBe(true);
      expect(database.applied).toHaveLength(without.length);
    }),
  );
});

test('refuses a column of the wrong type before the first statement', async () => {
  const schema = withColumn(spelledSchema('mysql', { without: incident.slice(1) }), {
    table: 'instances',
    name: 'termination_attempted_at',
    is: { type: 'varchar(20)' },
  });
  const database = schemaDatabase({ schema });

  const applying = applied(schemaPorts({ database }));

  await expect(applying).rejects.toMatchObject({
    code: 'SCHEMA_CONFLICT',
    message:
      'The schema of fleet was not changed: instances.termination_attempted_at: it is there as "varchar(20) null", and "timestamp null" is needed.',
  });
  expect(database.applied).toEqual([]);
});

test('looks again where the server says the column exists, and goes on', async () => {
  const database = schemaDatabase({
    refuses: (sql) => {
      if (!sql.includes('instances ADD COLUMN termination_confirmed') || sql.includes('replica')) return null;
      database.change((schema) =>
        changed(schema, {
          name: 'instances',
          to: (table) => ({
            ...table,
            columns: [
              ...table.columns,
              { name: 'termination_confirmed', type: 'tinyint(1)', isNullable: true, defaultValue: '0', extra: '' },
            ],
          }),
        }),
      );
      return databaseError('DATABASE_FAILED', 1060);
    },
  });

  const result = resultOf(await applied(schemaPorts({ database })));

  expect(result.statements.map(({ outcome }) => outcome)).toEqual(['applied', 'already-there', 'applied', 'applied', 'applied', 'applied']);
  expect(result.isVerified).toBe(true);
});

test('stops at a refused statement, and says what was carried out before it', async () => {
  const database = schemaDatabase({ refuses: (_sql, attempt) => (attempt === 3 ? databaseError('DATABASE_FAILED', 1846) : null) });

  const applying = applied(schemaPorts({ database }));

  await expect(applying).rejects.toMatchObject({
    code: 'DATABASE_FAILED',
    message: expect.stringMatching(
      /^The server said no\. Statement 3 of 6: ALTER TABLE replica_instances .*\. 2 of 6 were carried out before it and stay\.$/,
    ),
    cause: '1846: no',
    details: { errno: 1846, step: 3, steps: 6 },
  });
  expect(database.applied).toHaveLength(2);
});

test('tries a locked table three times, with a pause for what queued behind it, and gives up', async () => {
  const database = schemaDatabase({ refuses: () => databaseError('DATABASE_LOCKED', 1205) });
  const ports = schemaPorts({ database });

  const applying = applied(ports);

  await expect(applying).rejects.toMatchObject({ code: 'DATABASE_LOCKED', details: { step: 1, steps: 6 } });
  expect(ports.slept).toEqual([10_000, 10_000]);
  expect(database.applied).toEqual([]);
});

test('goes on when the lock is gone, and told of each wait', async () => {
  const database = schemaDatabase({ refuses: (_sql, attempt) => (attempt <= 2 ? databaseError('DATABASE_LOCKED', 1205) : null) });

  const events = await applied(schemaPorts({ database }));

  expect(events.filter(({ kind }) => kind === 'locked')).toMatchObject([
    { attempt: 1, attempts: 3, pauseSeconds: 10 },
    { attempt: 2, attempts: 3, pauseSeconds: 10 },
  ]);
  expect(resultOf(events).isVerified).toBe(true);
});

test('does not claim to know what became of a statement when the server does not come back', async () => {
  const gone = databaseError('DATABASE_UNREACHABLE', 0);
  const database = schemaDatabase({ refuses: () => gone, resumes: Array.from({ length: 30 }, () => gone) });
  const ports = schemaPorts({ database });

  const applying = applied(ports);

  await expect(applying).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('Statement 1 of 6, which the server may still carry out:'),
    hint: 'Run `spotctl schema status` to see what is there, then `spotctl schema apply` again.',
  });
  expect(ports.slept).toHaveLength(29);
});

test('does not believe a server that took a statement and kept nothing', async () => {
  const kept = spelledSchema('mysql', { without: incident });
  const database = { ...schemaDatabase({}), schema: async () => kept };

  const applying = applied(schemaPorts({ database }));

  await expect(applying).rejects.toMatchObject({
    code: 'DATABASE_FAILED',
    message: expect.stringMatching(
      /^The server took the statement, but instances\.termination_attempted_at is not as it must be\. Statement 1 of 6: /,
    ),
  });
});

test('verifies the migration, and tells what else the flow still lacks', async () => {
  const database = schemaDatabase({ schema: spelledSchema('mysql', { without: [...incident, 'agents.region'] }) });

  const result = resultOf(await applied(schemaPorts({ database })));

  expect(result.isVerified).toBe(true);
  expect(result.remaining.map(({ table, name }) => `${table}.${name}`)).toEqual(['agents.region']);
});

test('needs a database, and says how to name one', async () => {
  const planning = planSchemaChange(schemaPorts({}));

  await expect(planning).rejects.toMatchObject({ code: 'SETTINGS_MISSING', message: 'No database is configured.' });
});

test('waits after a broken connection until the server has ended what it was at, and sends nothing twice', async () => {
  const database = schemaDatabase({
    resumes: [databaseError('DATABASE_UNREACHABLE', 0), 'busy', 'busy'],
    refuses: (sql, attempt) => {
      if (attempt !== 2) return null;
      database.change((schema) => afterStatement(schema, sql));
      return databaseError('DATABASE_UNREACHABLE', 0);
    },
  });

  const events = await applied(schemaPorts({ database }));

  expect(events.filter(({ kind }) => kind === 'lost' || kind === 'busy')).toHaveLength(2);
  expect(resultOf(events)).toMatchObject({ isVerified: true, statements: incident.map(() => ({ outcome: 'applied' })) });
  expect(database.applied).toHaveLength(5);
  expect([...database.written.values()].map(({ state }) => state)).toEqual(incident.map(() => 'added'));
});

test('writes nothing down as its own that another session added', async () => {
  const database = schemaDatabase({
    refuses: (sql, attempt) => {
      if (attempt !== 1) return null;
      database.change((schema) => afterStatement(schema, sql));
      return databaseError('DATABASE_FAILED', 1060);
    },
  });

  await applied(schemaPorts({ database }));

  expect(database.written.get('column instances.termination_attempted_at')?.state).toBe('dropped');
  expect([...database.written.values()].filter(({ state }) => state === 'added')).toHaveLength(5);
});
