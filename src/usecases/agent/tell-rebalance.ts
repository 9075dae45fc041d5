import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { watchesItsMachine } from './watched-machine.ts';

/**
 * Looks whether EC2 recommends to leave the machine, and tells the backend, once for each time that it gives. What follows from it is the
 * backend's to say. Throws what kept it from looking or telling; the next look tells it.
 */
export async function* tellRebalance(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (!(await watchesItsMachine(run))) return;
  const { ports, input, agentId, identity, heard } = run;
  const notices = await ports.notices();
  const at = await notices.rebalance();
  const key = `rebalance ${at}`;
  if (at === null || heard.has(key)) return;
  if (input.isDryRun) yield { kind: 'would-announce', notice: 'rebalance' };
  else {
    const backend = await ports.agentBackend();
    yield { kind: 'rebalance', at, answer: await backend.reportRebalance(agentId, { instanceId: identity.instanceId, at }) };
  }
  heard.set(key, 'over');
}
