import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { ErrorCode } from '../../src/domain/errors/catalogue.ts';
import type { ActualSchema } from '../../src/domain/schema/actual-schema.ts';
import type { Blockers } from '../../src/domain/schema/blocking-session.ts';
import { elementKey } from '../../src/domain/schema/migration-elements.ts';
import type { RecordedChange } from '../../src/domain/schema/recorded-change.ts';
import type { Backend } from '../../src/ports/backend.ts';
import type { FleetDatabase } from '../../src/ports/fleet-database.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { SchemaChange } from '../../src/ports/schema-changes.ts';
import { afterStatement, type Flavour, servers, spelledSchema } from '../domain/schema/spelled-schema.ts';

export const incident = [
  'instances.termination_attempted_at',
  'instances.termination_confirmed',
  'replica_instances.termination_attempted_at',
  'replica_instances.termination_confirmed',
  'instances.idx_instances_zombie_termination',
  'replica_instances.idx_replicas_termination',
];

export interface SchemaDatabase extends FleetDatabase {
  readonly applied: readonly string[];
  /** What spotctl wrote down, by element. */
  readonly written: ReadonlyMap<string, RecordedChange>;
  /** What another session does to the database. */
  change(to: (schema: ActualSchema) => ActualSchema): void;
}

/** A database that holds a schema and takes the statements of a plan; `refuses` is asked before each. */
export function schemaDatabase(input: {
  readonly flavour?: Flavour;
  readonly schema?: ActualSchema;
  readonly refuses?: (sql: string, attempt: number) => SpotctlError | null;
  /** Before any run. */
  readonly records?: readonly RecordedChange[];
  readonly isGalera?: boolean;
  readonly blockers?: Blockers;
  /** What each try to connect again comes to; `ready` when it runs out. */
  readonly resumes?: readonly ('busy' | SpotctlError)[];
}): SchemaDatabase {
  const flavour = input.flavour ?? 'mysql';
  let schema = input.schema ?? spelledSchema(flavour, { without: incident });
  const applied: string[] = [];
  const written = new Map((input.records ?? []).map((record) => [elementKey(record), record]));
  const resumes = [...(input.resumes ?? [])];
  let attempts = 0;
  let isTaken = false;
  const change: SchemaChange = {
    run: async (sql) => {
      attempts += 1;
      const refusal = input.refuses?.(sql, attempts) ?? null;
      if (refusal !== null) throw refusal;
      schema = afterStatement(schema, sql);
      applied.push(sql);
    },
    record: async (record) => void written.set(elementKey(record), { ...record, actor: 'ann@laptop' }),
    blockersOf: async () => input.blockers ?? { sessions: [], unseen: null },
    resume: async () => {
      const next = resumes.shift() ?? 'ready';
      if (next instanceof SpotctlError) throw next;
      return next;
    },
    end: async () => {
      isTaken = false;
    },
  };
  return {
    applied,
    written,
    change: (to) => {
      schema = to(schema);
    },
    clock: async () => ({ now: '2026-11-23T12:00:00.000Z', utcOffsetSeconds: 0, sqlModes: [] }),
    server: async () => ({
      ...servers[flavour],
      address: flavour === 'sqlite' ? null : 'db:3306',
      database: 'fleet',
      identity: 'the server',
      isGalera: input.isGalera ?? false,
    }),
    schema: async () => schema,
    changes: () => ({
      records: async () => (written.size === 0 ? null : [...written.values()]),
      begin: async () => {
        if (isTaken) throw databaseError('SCHEMA_CHANGE_RUNNING', 0);
        isTaken = true;
        return change;
      },
    }),
    events: async () => [],
    ownClient: async () => null,
    untimedSwitches: async () => [],
    fleet: async () => ({ agents: [], instances: [], replicas: [], foreignInstanceIds: new Set() }),
    close: async () => undefined,
  };
}

export function databaseError(code: ErrorCode, errno: number): SpotctlError {
  return new SpotctlError({ code, message: 'The server said no.', cause: `${errno}: no`, details: { errno } });
}

/** Ports with this database and backend, and a clock that only counts how long it was told to sleep. */
export function schemaPorts(parts: {
  readonly database?: FleetDatabase | null;
  readonly backend?: Partial<Backend> | SpotctlError;
}): Ports & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  return {
    slept,
    clock: { now: () => new Date('2026-01-01T00:00:00Z'), sleep: async (milliseconds) => void slept.push(milliseconds) },
    machine: {
      instanceId: async () => null,
      facts: async () => null,
      claim: async () => ({ heldBy: new Map(), release: () => undefined }),
    },
    cloud: unasked,
    database: async () => parts.database ?? null,
    journal: unasked,
    backend: async () => {
      const { backend } = parts;
      if (backend === undefined || backend instanceof SpotctlError)
        throw backend ?? new SpotctlError({ code: 'SETTINGS_MISSING', message: 'No backend is configured.' });
      return wholeBackend(backend);
    },
  };
}

function wholeBackend(part: Partial<Backend>): Backend {
  return {
    identify: unasked,
    agents: unasked,
    instances: unasked,
    replicas: unasked,
    switches: unasked,
    attributedInstances: unasked,
    agentConfig: unasked,
    offers: unasked,
    schema: unasked,
    probe: unasked,
    register: unasked,
    reportTermination: unasked,
    ...part,
  };
}

async function unasked(): Promise<never> {
  throw new Error('This call was not to be made.');
}
