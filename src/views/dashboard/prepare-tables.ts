import type { FollowedFinding } from '../../domain/watch/followed-findings.ts';
import type { FollowedFleet } from '../../usecases/follow-fleet.ts';
import { type AgentItem, agentItem } from '../lists/agent-list.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { agentColumns } from './agent-columns.ts';
import type { Tab } from './dashboard-state.ts';
import { findingColumns } from './finding-columns.ts';
import { instanceColumns } from './instance-columns.ts';
import { codesBySubject, type InstanceRow, instanceRows } from './instance-rows.ts';
import { type PreparedTable, prepareTable } from './prepare-table.ts';

/** What one look gives to show: made once a look, so that a key or a second costs only the rows in sight. */
export interface Prepared {
  readonly watched: FollowedFleet;
  readonly instances: readonly InstanceRow[];
  readonly tables: Readonly<Record<Tab, PreparedTable>>;
}

export function prepareTables(watched: FollowedFleet): Prepared {
  const instances = instanceRows(watched);
  const codes = codesBySubject(watched.findings);
  const agents = watched.fleet.agents.map((agent) => agentItem(agent, codes));
  return {
    watched,
    instances,
    tables: {
      instances: prepareTable({
        rows: instances,
        columns: instanceColumns,
        keyOf: ({ id }) => id,
        instanceIdOf: ({ id }) => id,
        detailOf: instanceDetail,
      }),
      agents: prepareTable({
        rows: agents,
        columns: agentColumns,
        keyOf: ({ id }) => id,
        instanceIdOf: ({ instanceId }) => instanceId,
        detailOf: agentDetail,
      }),
      findings: prepareTable({
        rows: watched.findings,
        columns: findingColumns,
        keyOf: ({ finding: { code, subject } }) => `${code} ${subject.type} ${subject.id}`,
        instanceIdOf: ({ finding }) => (finding.subject.type === 'instance' ? finding.subject.id : null),
        detailOf: findingDetail,
      }),
    },
  };
}

function instanceDetail({ findings, instanceType, az, mode, hourlyCost }: InstanceRow): readonly string[] {
  const facts = [instanceType, az, mode, hourlyCost === null ? 'price unknown' : `$${hourlyCost.toFixed(4)} an hour`, findings.join(' ')];
  return [printable(facts.filter((fact) => fact !== null && fact !== '').join('  '))];
}

function agentDetail({ id, region, autoTerminateEnabled }: AgentItem): readonly string[] {
  const sweep = autoTerminateEnabled === null ? 'auto-terminate unknown' : `auto-terminate ${autoTerminateEnabled ? 'on' : 'off'}`;
  return [printable([id, region, sweep].filter((fact) => fact !== null).join('  '))];
}

function findingDetail({ finding }: FollowedFinding, screen: Screen): readonly string[] {
  const { remedy, evidence } = finding;
  const words = [evidence.backend, evidence.database, evidence.aws].filter((word) => word !== null);
  const command = remedy.command === null ? [] : [`  ${remedy.command}`];
  const text = printable(`${finding.title}. ${words.join('; ')}`);
  const lines = [
    ...wrap(text, { first: '', screen }).split('\n'),
    ...wrap(printable(remedy.text), { first: '', screen }).split('\n'),
    ...command,
  ];
  return lines.filter((line) => line !== '');
}
