import type { SweepSettings } from '../../domain/drill/sweep-settings.ts';
import type { SwitchTarget } from '../../domain/drill/switch-target.ts';
import type { Switchboard } from '../../ports/switchboard.ts';
import { pendingCommands, reportCommandExecuted } from '../../wire/agent-commands.ts';
import { forceSwitch, setAgentSwitches } from '../../wire/client-settings.ts';
import type { RequestOf } from '../../wire/endpoint.ts';
import { toAgentCommand } from './agent-answers.ts';
import { connectBackend, type HttpBackendOptions } from './connect-backend.ts';
import { askingThrough } from './decode-answer.ts';
import { refuseUnrecorded } from './write-requests.ts';

/** The dashboard's calls on an agent over HTTP. Nothing is sent before the first call. */
export function createHttpSwitchboard(options: HttpBackendOptions): Switchboard {
  const ask = askingThrough(connectBackend(options, { looksOnly: true }).call);
  return {
    commands: async (agentId) => (await ask(pendingCommands, { parameters: { agentId } })).map(toAgentCommand),
    forceSwitch: async (instanceId, to) => {
      const answer = await ask(forceSwitch, { parameters: { instanceId }, body: toSwitchRequest(to) });
      refuseUnrecorded(answer);
      return answer.command_id;
    },
    withdraw: async (agentId, { id, message }) => {
      await ask(reportCommandExecuted, { parameters: { agentId, commandId: id }, body: { success: false, message } });
    },
    setSweep: async (agentId, settings) => {
      await ask(setAgentSwitches, { parameters: { agentId }, body: toSweepRequest(settings) });
    },
  };
}

function toSwitchRequest({ mode, poolId }: SwitchTarget): RequestOf<typeof forceSwitch> {
  if (mode === 'ondemand') return { target: 'ondemand' };
  return poolId === null ? { target: 'spot' } : { target: 'pool', pool_id: poolId };
}

/** The backend takes minutes. */
function toSweepRequest({ autoTerminateEnabled, terminateWaitSeconds }: Partial<SweepSettings>): RequestOf<typeof setAgentSwitches> {
  return {
    ...(autoTerminateEnabled === undefined ? {} : { autoTerminateEnabled }),
    ...(terminateWaitSeconds === undefined ? {} : { terminateWaitMinutes: terminateWaitSeconds / 60 }),
  };
}
