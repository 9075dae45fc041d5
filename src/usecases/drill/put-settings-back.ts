import type { CleanedUp } from '../../domain/drill/drill-report.ts';
import type { SweepSettings } from '../../domain/drill/sweep-settings.ts';
import { tryCall } from '../try-call.ts';
import type { DrillRun } from './drill-run.ts';

const TRIES = 3;
const AGAIN_AFTER_MS = 5_000;

/** Sets what the drill changed to what it was, and reads it again: only what is read counts. */
export async function putSettingsBack(run: DrillRun): Promise<CleanedUp> {
  const { agent, settings } = run.input.plan;
  const before = beforeOf(run);
  const words = wordsOf(before);
  const of = { what: 'settings', subject: agent.logicalAgentId } as const;
  let why = '';
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const read = await tryCall(putBackOnce(run, before));
    if (read.ok) {
      const { autoTerminateEnabled, terminateWaitSeconds } = read.value;
      if (autoTerminateEnabled === settings.autoTerminateEnabled && terminateWaitSeconds === settings.terminateWaitSeconds)
        return { ...of, outcome: 'done', detail: `${words}, as before`, next: null };
      why = 'the backend shows other values';
    } else why = read.error.message;
    if (attempt < TRIES) await run.ports.clock.sleep(AGAIN_AFTER_MS);
  }
  return {
    ...of,
    outcome: 'failed',
    detail: `they could not be put back to ${words}: ${why}`,
    next: `POST /api/client/agents/${agent.id}/config ${requestOf(before)}`,
  };
}

async function putBackOnce({ ports, input }: DrillRun, before: Partial<SweepSettings>) {
  const [switchboard, backend] = await Promise.all([ports.switchboard(), ports.backend()]);
  await switchboard.setSweep(input.plan.agent.id, before);
  return await backend.agentConfig(input.plan.agent.id);
}

/** Only what was changed. The plan changes nothing that it could not put back. */
function beforeOf({ input }: DrillRun): Partial<SweepSettings> {
  const { changes, settings } = input.plan;
  return {
    ...(changes.autoTerminateEnabled === undefined ? {} : { autoTerminateEnabled: settings.autoTerminateEnabled === true }),
    ...(changes.terminateWaitSeconds === undefined || settings.terminateWaitSeconds === null
      ? {}
      : { terminateWaitSeconds: settings.terminateWaitSeconds }),
  };
}

function wordsOf({ autoTerminateEnabled, terminateWaitSeconds }: Partial<SweepSettings>): string {
  return [
    ...(autoTerminateEnabled === undefined ? [] : [`auto-terminate ${autoTerminateEnabled ? 'on' : 'off'}`]),
    ...(terminateWaitSeconds === undefined ? [] : [`a wait of ${terminateWaitSeconds} seconds`]),
  ].join(' and ');
}

function requestOf({ autoTerminateEnabled, terminateWaitSeconds }: Partial<SweepSettings>): string {
  return JSON.stringify({
    autoTerminateEnabled,
    terminateWaitMinutes: terminateWaitSeconds === undefined ? undefined : terminateWaitSeconds / 60,
  });
}
