import { type AgentIdentity, NO_ADDRESSES } from '../../domain/agent-run/agent-identity.ts';
import { type AgentCommand, readOrder, type SwitchOrder } from '../../domain/agent-run/switch-order.ts';
import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { launchReplacement, replacementBefore } from './launch-replacement.ts';
import { reportSwitch } from './report-switch.ts';
import { untilRunning } from './until-running.ts';

/**
 * Carries a switch out: launch, wait until it runs, report. The old instance is left to the sweep, after its wait. Done again from any
 * point it launches nothing twice: EC2 takes the command's id for the launch's, and the tag finds what was launched. What no second
 * attempt would mend is closed with the reason, so that it does not block the next command.
 * Throws what else kept it from going on; the command then waits for the next poll.
 */
export async function* executeSwitch(run: AgentRun, command: AgentCommand): AsyncGenerator<AgentEvent, void> {
  const before = await replacementBefore(run, command);
  // What another agent has not begun is for the primary's own to begin.
  if (before === null && !run.standing.isServing) return;
  if (before?.id === run.identity.instanceId && !run.input.isDryRun) {
    // The one it asked for is this one: only the last word is missing.
    await close(run, { commandId: command.id, isSuccess: true, message: `Switched to ${before.id}.` });
    return;
  }
  const read = readOrder(command, run.identity);
  if (read.ok) yield* carryOut(run, { order: read.order, before });
  else yield* refuse(run, { commandId: command.id, why: read.why });
}

async function* carryOut(
  run: AgentRun,
  { order, before }: { readonly order: SwitchOrder; readonly before: CloudInstance | null },
): AsyncGenerator<AgentEvent, void> {
  const { commandId, mode, instanceType, az } = order;
  if (run.input.isDryRun) {
    yield { kind: 'would-switch', commandId, pool: `${mode} ${instanceType}.${az}` };
    return;
  }
  const launched = before === null ? await launchReplacement(run, order) : before;
  if (typeof launched === 'string') {
    yield* refuse(run, { commandId, why: launched });
    return;
  }
  yield { kind: 'launched', commandId, id: launched.id, wasAlready: before !== null };
  const running = await untilRunning(run, { region: order.region, id: launched.id });
  if (typeof running === 'string') yield* refuse(run, { commandId, why: running });
  else yield* takeOver(run, { order, running, isAgain: before !== null });
}

interface Launched {
  readonly order: SwitchOrder;
  readonly running: CloudInstance;
  readonly isAgain: boolean;
}

async function* takeOver(run: AgentRun, { order, running, isAgain }: Launched): AsyncGenerator<AgentEvent, void> {
  const { commandId } = order;
  const startedAt = running.launchedAt ?? run.ports.clock.now().toISOString();
  const old = run.identity;
  const made = replaced(old, { order, running });
  await reportSwitch(run, { commandId, old, made, startedAt, isAgain });
  yield { kind: 'switched', commandId, from: old.instanceId, to: made.instanceId };
  await close(run, { commandId, isSuccess: true, message: `Switched to ${made.instanceId}.` });
  run.identity = made;
  run.standing = { ...run.standing, isServing: true };
}

async function* refuse(
  run: AgentRun,
  { commandId, why }: { readonly commandId: string; readonly why: string },
): AsyncGenerator<AgentEvent, void> {
  yield { kind: 'refused-command', commandId, reason: why };
  if (!run.input.isDryRun) await close(run, { commandId, isSuccess: false, message: `Not done: ${why}.` });
}

function replaced(old: AgentIdentity, { order, running }: { readonly order: SwitchOrder; readonly running: CloudInstance }): AgentIdentity {
  const { instanceType, az, mode } = order;
  return {
    ...old,
    instanceId: running.id,
    instanceType,
    az: running.az ?? az,
    mode,
    imageId: running.imageId ?? old.imageId,
    ...NO_ADDRESSES,
  };
}

async function close(
  run: AgentRun,
  done: { readonly commandId: string; readonly isSuccess: boolean; readonly message: string },
): Promise<void> {
  const backend = await run.ports.agentBackend();
  await backend.reportExecuted(run.agentId, done);
}
