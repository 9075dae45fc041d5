import type { Finding } from '../../domain/findings/finding.ts';
import { judgeFleet } from '../../domain/findings/judge-fleet.ts';
import type { RunSummary } from '../../domain/journal/summarize-run.ts';
import type { Suppression } from '../../domain/suppression.ts';
import type { WatchedFleet } from '../../usecases/watch-fleet.ts';
import { runList } from '../../views/journal/run-list.ts';
import { itemsFrom } from '../../views/list.ts';
import { agentItem, type AgentItem, agentList } from '../../views/lists/agent-list.ts';
import { instanceItem, type InstanceItem } from '../../views/lists/instance-item.ts';
import { instanceList } from '../../views/lists/instance-list.ts';
import { standingFindingList } from '../../views/lists/standing-finding-list.ts';
import { changesTeller } from '../watching/tell-changes.ts';

/** What happens to instances, agents, findings and terminations from this machine, a line of JSON each; the first look tells all as added. */
export async function* fleetChanges(
  looks: AsyncIterable<WatchedFleet>,
  suppressions: readonly Suppression[],
): AsyncGenerator<string, void> {
  const tellInstances = changesTeller<InstanceItem>();
  const tellAgents = changesTeller<AgentItem>();
  const tellFindings = changesTeller<Finding>();
  const tellRuns = changesTeller<RunSummary>();
  for await (const { listed, stale, runs } of looks) {
    const { findings: codes, fleet, now, snapshot, spotPrices } = listed;
    const instances = instanceList(
      itemsFrom(fleet.instances, (instance) => instanceItem(instance, listed)),
      '',
    );
    const agents = agentList(fleet.agents.map((agent) => agentItem(agent, codes)));
    const { findings } = judgeFleet(snapshot, { spotPrices, suppressions });
    // The first of them tells of the sources, for all.
    yield* tellInstances({ view: instances, stale, unseen: [] }, now);
    yield* tellAgents({ view: agents, stale: [], unseen: [] }, now);
    yield* tellFindings({ view: standingFindingList(findings), stale: [], unseen: [] }, now);
    if (runs.ok) yield* tellRuns({ view: runList(runs.value), stale: [], unseen: [] }, now);
  }
}
