import { isStanding } from '../../cloud-instance.ts';
import type { SweepSettingsSeen } from '../drill-plan.ts';
import type { DrillRecord } from '../drill-record.ts';
import { cloudIn, type DrillSight } from '../drill-sight.ts';
import { blind, type DrillStep, type Judgement, pending, PROVEN } from '../drill-step.ts';
import { cloudProof, unseen } from '../proof.ts';

/** Four heartbeats of today's agents. */
const HEARD_WITHIN_SECONDS = 120;

/** The agent lives, and sweeps under the settings of the drill. */
export const prepare: DrillStep = {
  id: 'prepare',
  title: 'Agent ready',
  limitSeconds: () => 60,
  judge,
  proof: (sight, { plan }) => ({
    backend: backendProof(sight, plan.agent.id),
    database: null,
    aws: cloudProof(sight, [plan.old.id]),
  }),
  lookAt: ({ plan }) => [
    `Does an agent run for ${plan.agent.logicalAgentId}? On its machine: systemctl status spotctl-agent`,
    `spotctl doctor`,
  ],
};

function judge(sight: DrillSight, { plan }: DrillRecord): Judgement {
  const { backend, settings, cloud } = sight;
  if (!backend.ok) return blind('the backend', backend);
  if (!settings.ok) return blind("the agent's settings", settings);
  if (!cloud.ok) return blind('EC2', cloud);
  const gap = settingsGap(settings.value, { ...plan.settings, ...plan.changes });
  if (gap !== null) return pending(gap);
  const age = heartbeatAge(sight, plan.agent.id);
  if (age === null || age > HEARD_WITHIN_SECONDS)
    return pending(age === null ? 'the agent has never sent a heartbeat' : `the last heartbeat came ${Math.round(age)} seconds ago`);
  const old = cloudIn(sight, plan.old.id);
  return old !== null && isStanding(old.state) ? PROVEN : pending(`EC2 does not run ${plan.old.id}`);
}

function settingsGap(seen: SweepSettingsSeen, { terminateWaitSeconds: wanted }: SweepSettingsSeen): string | null {
  if (seen.autoTerminateEnabled !== true) return 'auto-terminate is off for the agent';
  const { terminateWaitSeconds: wait } = seen;
  return wait === wanted ? null : `the agent's wait is ${wait ?? 'not set'}, not ${wanted ?? 'unset'} seconds`;
}

function heartbeatAge({ at, backend }: DrillSight, agentId: string): number | null {
  const last = backend.ok ? (backend.value.agents.find(({ id }) => id === agentId)?.lastHeartbeatAt ?? null) : null;
  return last === null ? null : (Date.parse(at) - Date.parse(last)) / 1_000;
}

function backendProof(sight: DrillSight, agentId: string): string | null {
  const { backend, settings } = sight;
  if (!backend.ok) return unseen(backend);
  if (!settings.ok) return unseen(settings);
  const { autoTerminateEnabled, terminateWaitSeconds } = settings.value;
  const agent = backend.value.agents.find(({ id }) => id === agentId);
  const sweep = autoTerminateEnabled === true ? 'on' : 'off';
  const wait = terminateWaitSeconds === null ? 'the default' : `${terminateWaitSeconds} s`;
  return `agent ${agent?.status ?? 'unknown'}, heartbeat ${agent?.lastHeartbeatAt ?? 'never'}; auto-terminate ${sweep}, wait ${wait}`;
}
