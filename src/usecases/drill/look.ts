import { learn } from '../../domain/drill/drill-record.ts';
import type { DrillSight } from '../../domain/drill/drill-sight.ts';
import { notAsked } from '../../domain/seen.ts';
import { gatherFleet } from '../gather-fleet.ts';
import { see } from '../see.ts';
import type { DrillRun } from './drill-run.ts';

/**
 * One look at backend, database and EC2, side by side; what it shows goes into the run's record.
 * Calls: backend 5, database 1, EC2 one query by tags and one for what the tags did not return.
 */
export async function look(run: DrillRun): Promise<DrillSight> {
  const { ports, input } = run;
  const { client, region, agent } = input.plan;
  const [fleet, commands, settings] = await Promise.all([
    gatherFleet(ports, {
      clientId: client.id,
      regions: [region],
      asksCloud: true,
      asksAccount: false,
      verifiesClient: false,
      asksAttribution: false,
    }),
    see(ports.switchboard().then(async (switchboard) => await switchboard.commands(agent.id))),
    see(ports.backend().then(async (backend) => await backend.agentConfig(agent.id))),
  ]);
  const cloud = fleet.regions.get(region) ?? notAsked(`${region} was not asked`);
  const sight = { at: ports.clock.now().toISOString(), backend: fleet.backend, database: fleet.database, cloud, commands, settings };
  run.record = learn(run.record, sight);
  return sight;
}
