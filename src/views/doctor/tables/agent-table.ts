import type { Agent } from '../../../domain/agent.ts';
import type { PackableRows } from '../../../domain/fleet-snapshot.ts';
import type { FleetInstance } from '../../../domain/reconciliation.ts';
import type { Rows } from '../../../domain/rows/rows.ts';
import { surveyFleet } from '../../../domain/survey-fleet.ts';
import type { Seen } from '../../../domain/seen.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import { formatAge } from '../../amounts.ts';
import { codesBySubject } from './codes-by-subject.ts';
import type { Comparison } from './comparison.ts';
import { cloudWord } from './words.ts';

/** Each agent: the primary that should serve for it, the instance each book points at, and what EC2 says of that one. */
export function agentTable({ fleet, diagnosis, input }: Diagnosed, isComplete: boolean): Comparison {
  const troubled = codesBySubject(diagnosis);
  const { backend, database, takenAt } = input.fleet;
  const [inBackend, inDatabase] = [rowsById(backend), rowsById(database)];
  const byId = new Map(fleet.instances.map((instance) => [instance.id, instance]));
  const { primariesOf } = surveyFleet(fleet);
  const rows = fleet.agents.filter((agent) => isComplete || troubled.has(agent.id));
  return {
    title: 'Agents',
    columns: [
      { header: 'AGENT' },
      { header: 'STATUS', isExtra: true },
      { header: 'HEARTBEAT', isExtra: true },
      { header: 'EXPECTED' },
      { header: 'BACKEND' },
      ...(inDatabase === null ? [] : [{ header: 'DATABASE' }]),
      { header: 'AWS' },
      { header: 'FINDINGS' },
    ],
    rows: rows.map((agent) => [
      agent.logicalAgentId,
      agent.isEnabled === false ? 'disabled' : agent.status,
      formatAge(agent.lastHeartbeatAt, takenAt),
      expected(agent, primariesOf(agent.id)),
      pointer(inBackend?.get(agent.id), inBackend !== null),
      ...(inDatabase === null ? [] : [databaseWord(agent, { inBackend, inDatabase })]),
      awsWord(agent, byId),
      (troubled.get(agent.id) ?? []).join(' '),
    ]),
  };
}

type AgentsById = ReadonlyMap<string, Agent>;

function rowsById(seen: Seen<PackableRows>): AgentsById | null {
  return seen.ok ? new Map(seen.value.agents.map((agent) => [agent.id, agent])) : null;
}

function expected(agent: Agent, primaries: Rows<FleetInstance>): string {
  if (primaries.length > 0) return primaries.map(({ id }) => id).join(' ');
  return agent.isEnabled === true && agent.status !== 'deleted' ? 'a primary' : '-';
}

function pointer(agent: Agent | undefined, isSeen: boolean): string {
  if (!isSeen) return '?';
  return agent === undefined ? '-' : (agent.instanceId ?? 'none');
}

function databaseWord(
  agent: Agent,
  { inBackend, inDatabase }: { readonly inBackend: AgentsById | null; readonly inDatabase: AgentsById },
): string {
  const word = pointer(inDatabase.get(agent.id), true);
  return inBackend?.has(agent.id) === true && word === pointer(inBackend.get(agent.id), true) ? 'same' : word;
}

function awsWord(agent: Agent, byId: ReadonlyMap<string, FleetInstance>): string {
  if (agent.instanceId === null) return '-';
  const instance = byId.get(agent.instanceId);
  return instance === undefined ? '?' : cloudWord(instance);
}
