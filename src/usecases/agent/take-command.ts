import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { executeSwitch } from './execute-switch.ts';

/** One command a poll: the next one may rest on what this one changes. An agent that is switched off takes none. */
export async function* takeCommand(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (!run.standing.isEnabled) return;
  const backend = await run.ports.agentBackend();
  const [first] = await backend.commands(run.agentId);
  if (first !== undefined) yield* executeSwitch(run, first);
}
