import type { Seen } from '../seen.ts';
import { CREDENTIAL_CODES, UNREACHABLE_CODES } from './source-codes.ts';
import type { Facts } from './facts.ts';
import type { Ask } from './finding.ts';
import { type Silence, unknown } from './silence-of.ts';
import { logsSilence, offersSilence, protectionsSilence, respawnsSilence, visibilitySilence } from './silence-of-extras.ts';
import { isBilledZombie, wasSweepAsked, zombiesOfUnknownWait } from './waits.ts';

/** What keeps this ask from being answered in full; `null` where it was. */
export function silenceOf(ask: Ask, facts: Facts): Silence | null {
  return silences[ask](facts);
}

const silences: Readonly<Record<Ask, (facts: Facts) => Silence | null>> = {
  backend: ({ input: { fleet } }) =>
    !fleet.client.ok && UNREACHABLE_CODES.has(fleet.client.code) ? unknown(`backend: ${fleet.client.why}`) : null,
  rows: ({ input: { fleet } }) => (fleet.backend.ok || fleet.database.ok ? null : unknown(`backend: ${fleet.backend.why}`)),
  database: ({ input: { fleet } }) => databaseSilence(fleet.database),
  'database-rows': ({ input: { fleet } }) => databaseSilence(fleet.database),
  attribution: ({ areAllAttributed }) => (areAllAttributed ? null : unknown('no source says which agents all primaries serve')),
  clients: clientsSilence,
  waits: waitsSilence,
  'zombie-owners': ({ survey }) =>
    survey.unwanted.some((instance) => isBilledZombie(instance) && instance.agent === null && instance.database === null)
      ? unknown('no source says whose zombies all are')
      : null,
  visibility: visibilitySilence,
  schema: ({ input: { schema } }) => (schema.ok ? null : unknown(schema.why)),
  endpoints: ({ input: { endpoints, fleet } }) =>
    endpoints.length > 0 ? null : unknown(fleet.client.ok ? 'no endpoint was called' : `backend: ${fleet.client.why}`),
  aws: awsSilence,
  regions: regionsSilence,
  permission: permissionSilence,
  server: ({ input: { server } }) => databaseSilence(server),
  switches: ({ input: { untimedSwitches } }) => databaseSilence(untimedSwitches),
  address: ({ input: { backendUrl } }) => (backendUrl === null ? unknown('no backend is configured') : null),
  exposures: ({ input: { endpoints } }) =>
    endpoints.some(({ exposes }) => exposes !== undefined) ? null : unknown('no call could be made without a token'),
  'backend-clock': ({ input: { endpoints } }) =>
    endpoints.some(({ clockSkewSeconds }) => clockSkewSeconds !== undefined) ? null : unknown('no answer told the backend’s time'),
  'client-list': ({ input: { fleet } }) => (fleet.backend.ok ? null : unknown(`backend: ${fleet.backend.why}`)),
  offers: offersSilence,
  respawns: respawnsSilence,
  protections: protectionsSilence,
  'backend-log': ({ input: { logs } }) => logsSilence(logs),
  'agent-log': ({ input: { logs } }) =>
    logs.ok && !logs.value.files.some(({ kind }) => kind === 'agent')
      ? { status: 'skipped', why: 'no log of an agent was given' }
      : logsSilence(logs),
};

function databaseSilence(database: Seen<unknown>): Silence | null {
  if (database.ok) return null;
  return database.code === 'NOT_CONFIGURED' ? { status: 'skipped', why: database.why } : unknown(`database: ${database.why}`);
}

/** The API tells it to administrators only, so without a database it is left out rather than missed. */
function clientsSilence({ foreignIds, input: { fleet } }: Facts): Silence | null {
  if (foreignIds !== null) return null;
  const isDatabaseOff = !fleet.database.ok && fleet.database.code === 'NOT_CONFIGURED' && fleet.backend.ok;
  const why = 'only the database, or an administrator’s token, tells which instances are other clients’';
  return { status: isDatabaseOff ? 'skipped' : 'unknown', why };
}

/** Without a database the sweep's own silence is a fair sign, yet no proof: every touch of a row restarts its wait. */
function waitsSilence(facts: Facts): Silence | null {
  const zombies = zombiesOfUnknownWait(facts);
  if (zombies.length === 0) return null;
  const isDatabaseOff = !facts.input.fleet.database.ok && facts.input.fleet.database.code === 'NOT_CONFIGURED';
  return isDatabaseOff && zombies.every((zombie) => wasSweepAsked(zombie, facts))
    ? { status: 'skipped', why: 'the sweep does not offer the zombies yet; only the database tells since when they wait' }
    : unknown('no source that was seen says since when the zombies wait');
}

/** Whether EC2 answered anything at all, be it a refusal: only then were the credentials good. */
function awsSilence(facts: Facts): Silence | null {
  const answers = awsAnswers(facts);
  if (answers.some((seen) => seen.ok || seen.code === 'AWS_DENIED')) return null;
  return noRegionSilence(facts) ?? firstFailure(answers);
}

function regionsSilence(facts: Facts): Silence | null {
  const { regions } = facts.input.fleet;
  const failed = [...regions].find(([, seen]) => !seen.ok);
  if (failed === undefined) return noRegionSilence(facts);
  const [region, seen] = failed;
  return unknown(`EC2 in ${region}: ${seen.ok ? '' : seen.why}`);
}

function noRegionSilence(facts: Facts): Silence | null {
  const { regions, backend, database } = facts.input.fleet;
  if (regions.size > 0) return null;
  return backend.ok || database.ok
    ? { status: 'skipped', why: 'the fleet names no region' }
    : unknown('no region is known: name one with --region');
}

function permissionSilence(facts: Facts): Silence | null {
  const { mayTerminate } = facts.input;
  const failed = [...mayTerminate].find(([, seen]) => !seen.ok);
  if (failed !== undefined) return unknown(`EC2 in ${failed[0]}: ${failed[1].ok ? '' : failed[1].why}`);
  if (mayTerminate.size > 0) return regionsSilence(facts);
  return regionsSilence(facts) ?? { status: 'skipped', why: 'EC2 returned no instance to ask with' };
}

function awsAnswers(facts: Facts): readonly Seen<unknown>[] {
  return [...facts.input.fleet.regions.values(), facts.input.fleet.account].filter((seen) => seen.ok || seen.code !== 'NOT_CONFIGURED');
}

function firstFailure(answers: readonly Seen<unknown>[]): Silence | null {
  const failed = answers.find((seen) => !seen.ok && !CREDENTIAL_CODES.has(seen.code));
  return failed === undefined || failed.ok ? null : unknown(`EC2: ${failed.why}`);
}
