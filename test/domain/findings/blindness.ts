import type { DiagnosisInput } from '../../../src/domain/findings/diagnosis-input.ts';
import type { PackableSnapshot } from '../../../src/domain/fleet-snapshot.ts';
import { notAsked } from '../../../src/domain/seen.ts';

/** A source taken away from what was seen. */
export type Blindness = (input: DiagnosisInput) => DiagnosisInput;

const failed = (code: string) => ({ ok: false, why: `taken away (${code})`, code }) as const;

function withFleet(input: DiagnosisInput, facts: Partial<PackableSnapshot>): DiagnosisInput {
  return { ...input, fleet: { ...input.fleet, ...facts } };
}

export const withoutDatabase: Blindness = (input) => ({
  ...withFleet(input, { database: failed('DATABASE_UNREACHABLE') }),
  server: failed('DATABASE_UNREACHABLE'),
  untimedSwitches: failed('DATABASE_UNREACHABLE'),
});

export const withDatabaseNotConfigured: Blindness = (input) => ({
  ...withFleet(input, { database: notAsked('no database is configured') }),
  server: notAsked('no database is configured'),
  untimedSwitches: notAsked('no database is configured'),
});

/** Unreachable before the client was known: no rows over HTTP, no endpoint called, no offers. */
export const withoutBackend: Blindness = (input) => ({
  ...withFleet(input, { client: failed('BACKEND_REFUSED'), backend: failed('BACKEND_REFUSED') }),
  endpoints: [],
  offers: new Map(),
});

export const withoutRows: Blindness = (input) => withoutBackend(withoutDatabase(input));

/** The administration's list failed, and there is no database: nobody says whose rows are whose. */
export const withoutAttribution: Blindness = (input) => {
  const { backend } = input.fleet;
  if (!backend.ok) return input;
  const pointedAt = new Map(backend.value.agents.map((agent) => [agent.instanceId, agent.id]));
  const instances = backend.value.instances.map((row) => ({ ...row, agentId: pointedAt.get(row.id) ?? null, installedAt: null }));
  return withDatabaseNotConfigured(
    withFleet(input, { backend: { ok: true, value: { ...backend.value, instances, foreignInstanceIds: null } } }),
  );
};

export const withoutAws: Blindness = (input) => ({
  ...withFleet(input, {
    regions: new Map([...input.fleet.regions.keys()].map((region) => [region, failed('AWS_CREDENTIALS')])),
    account: failed('AWS_CREDENTIALS'),
  }),
  mayTerminate: new Map(),
  spotPrices: [],
  persistentRequests: new Map(),
  protections: new Map(),
});

export const withoutRegion =
  (lost: string, code = 'AWS_THROTTLED'): Blindness =>
  (input) => ({
    ...withFleet(input, {
      regions: new Map([...input.fleet.regions].map(([region, seen]) => [region, region === lost ? failed(code) : seen])),
    }),
    mayTerminate: new Map([...input.mayTerminate].filter(([region]) => region !== lost)),
  });

export const withNoRegionKnown: Blindness = (input) => ({
  ...withFleet(withoutRows(input), { regions: new Map(), account: notAsked('the account was not asked') }),
  mayTerminate: new Map(),
});

export const withoutLogs: Blindness = (input) => ({ ...input, logs: failed('LOGS_UNREADABLE') });

/** Describing protection and spot requests is not permitted. */
export const withoutAttributes: Blindness = (input) => ({
  ...input,
  persistentRequests: new Map([...input.persistentRequests.keys()].map((region) => [region, failed('AWS_DENIED')])),
  protections: new Map([...input.protections.keys()].map((id) => [id, failed('AWS_DENIED')])),
});

export const withoutBackendUrl: Blindness = (input) => ({ ...withoutBackend(input), backendUrl: null });

export const withoutSchema: Blindness = (input) => ({ ...input, schema: failed('SCHEMA_UNSEEN') });

/** Every way to lose one source or part of it. */
export const blindnesses: Readonly<Record<string, Blindness>> = {
  'the database fails': withoutDatabase,
  'no database is configured': withDatabaseNotConfigured,
  'the backend is unreachable': withoutBackend,
  'neither backend nor database answers': withoutRows,
  'nobody attributes rows': withoutAttribution,
  'AWS has no credentials': withoutAws,
  'one region fails': withoutRegion('ap-south-1'),
  'the other region fails': withoutRegion('us-east-1'),
  'no region is known': withNoRegionKnown,
  'the schema is not seen': withoutSchema,
};
