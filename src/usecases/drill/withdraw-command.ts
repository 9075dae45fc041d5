import type { CleanedUp } from '../../domain/drill/drill-report.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';
import { tryCall } from '../try-call.ts';
import type { DrillRun } from './drill-run.ts';

const MESSAGE = 'Withdrawn: the drill that issued it has ended.';

/** Takes back a switch that no agent has carried out, so that none does later; `null` where the agent has closed it itself. */
export async function withdrawCommand({ ports, input, record }: DrillRun): Promise<CleanedUp | null> {
  const { agent } = input.plan;
  const id = record.commandId;
  const found = await tryCall(commandsOf(ports, agent.id));
  if (id === null) return unknownCommand(agent.logicalAgentId, found.ok ? found.value : null);
  const of = { what: 'command', subject: id } as const;
  if (found.ok && !found.value.includes(id)) return null;
  const withdrawn = await tryCall(withdraw(ports, { agentId: agent.id, id }));
  if (withdrawn.ok && !withdrawn.value.includes(id))
    return { ...of, outcome: 'done', detail: 'it was withdrawn: no agent carries it out any more', next: null };
  const why = withdrawn.ok ? 'it still waits' : withdrawn.error.message;
  return {
    ...of,
    outcome: 'failed',
    detail: `it could not be withdrawn, so an agent may still carry it out: ${why}`,
    next: `POST /api/agents/${agent.id}/commands/${id}/executed {"success":false}`,
  };
}

/** The backend gave no id: what waits now may be this drill's, or somebody else's. */
function unknownCommand(agent: string, waiting: readonly string[] | null): CleanedUp | null {
  if (waiting?.length === 0) return null;
  const which = waiting === null ? 'a command may wait' : `${waiting.join(', ')} waits`;
  return {
    what: 'command',
    subject: agent,
    outcome: 'left',
    detail: `the backend's answer to the switch never came, and ${which} for the agent: it may be the drill's`,
    next: 'spotctl agents',
  };
}

async function withdraw(ports: DrillPorts, { agentId, id }: { readonly agentId: string; readonly id: string }): Promise<readonly string[]> {
  const switchboard = await ports.switchboard();
  await switchboard.withdraw(agentId, { id, message: MESSAGE });
  return await commandsOf(ports, agentId);
}

async function commandsOf(ports: DrillPorts, agentId: string): Promise<readonly string[]> {
  const switchboard = await ports.switchboard();
  return (await switchboard.commands(agentId)).map(({ id }) => id);
}
