import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { FleetRows } from '../../domain/fleet-snapshot.ts';
import type { ActualSchema } from '../../domain/schema/actual-schema.ts';
import { AgentRow, InstanceRow, ReplicaRow, toAgent, toInstance, toReplica } from './row-shapes.ts';
import type { SqlSession, SqlValue } from './sql-session.ts';

/** All rows of one client; a column the schema lacks is read as NULL. */
export async function readFleetRows(
  session: SqlSession,
  { clientId, schema }: { readonly clientId: string; readonly schema: ActualSchema },
): Promise<FleetRows> {
  const read = reader(session, schema);
  const agents = (await read({ table: 'agents', row: AgentRow, where: { column: 'client_id', values: [clientId] } })).map(toAgent);
  const instances = await read({ table: 'instances', row: InstanceRow, where: { column: 'client_id', values: [clientId] } });
  const replicas = schema.has('replica_instances')
    ? await read({ table: 'replica_instances', row: ReplicaRow, where: { column: 'agent_id', values: agents.map(({ id }) => id) } })
    : [];
  const columns = columnsOf('instances', schema);
  const foreign = await session.query('SELECT id FROM instances WHERE client_id <> ?', [clientId]);
  return {
    agents,
    instances: instances.map((row) => toInstance(row, columns)),
    replicas: replicas.map(toReplica),
    foreignInstanceIds: new Set(
      z
        .array(z.object({ id: z.string() }))
        .parse(foreign)
        .map(({ id }) => id),
    ),
  };
}

interface Reading<Row extends z.ZodMiniObject> {
  readonly table: string;
  readonly row: Row;
  readonly where: { readonly column: string; readonly values: readonly SqlValue[] };
}

/** Values are sent in pieces: a server limits how many one statement may hold. */
const VALUES_AT_ONCE = 500;

function reader(session: SqlSession, schema: ActualSchema) {
  return async <Row extends z.ZodMiniObject>({ table, row, where }: Reading<Row>): Promise<readonly z.infer<Row>[]> => {
    const columns = selectableColumns({ table, wanted: Object.keys(row.shape), needed: ['id', where.column], schema });
    const rows: z.infer<Row>[] = [];
    for (let from = 0; from < where.values.length; from += VALUES_AT_ONCE) {
      const values = where.values.slice(from, from + VALUES_AT_ONCE);
      const marks = values.map(() => '?').join(', ');
      // Not joined to the agents: two tables may differ in collation, and a join on such text columns is refused.
      const found = await session.query(
        `SELECT ${columns.join(', ')} FROM ${table} WHERE ${where.column} IN (${marks}) ORDER BY id`,
        values,
      );
      rows.push(...found.map((cells) => parseRow(row, { table, cells })));
    }
    return rows;
  };
}

function selectableColumns(input: {
  readonly table: string;
  readonly wanted: readonly string[];
  readonly needed: readonly string[];
  readonly schema: ActualSchema;
}): readonly string[] {
  const present = columnsOf(input.table, input.schema);
  const absent = input.needed.filter((column) => !present.has(column));
  if (absent.length > 0) {
    throw new SpotctlError({
      code: 'DATABASE_FAILED',
      message:
        present.size === 0
          ? `The database has no table ${input.table}.`
          : `The table ${input.table} has no column ${absent.join(' and no ')}.`,
      hint: 'Check that SPOTCTL_DATABASE_URL names the database of the backend; `spotctl schema status` shows what is there.',
    });
  }
  return input.wanted.map((column) => (present.has(column) ? column : `NULL AS ${column}`));
}

function columnsOf(table: string, schema: ActualSchema): ReadonlySet<string> {
  return new Set(schema.get(table)?.columns.map(({ name }) => name.toLowerCase()));
}

function parseRow<Row extends z.ZodMiniObject>(
  row: Row,
  { table, cells }: { readonly table: string; readonly cells: unknown },
): z.infer<Row> {
  const parsed = row.safeParse(cells);
  if (parsed.success) return parsed.data;
  const columns = parsed.error.issues.map(({ path }) => String(path[0])).join(', ');
  throw new SpotctlError({
    code: 'DATABASE_FAILED',
    message: `A row of ${table} cannot be read: ${columns} holds something else than the backend writes.`,
    hint: `Look at that column of ${table} in the database.`,
  });
}
