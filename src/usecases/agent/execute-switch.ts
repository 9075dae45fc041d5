import type { AgentIdentity } from '../../domain/agent-run/agent-identity.ts';
import { launchedFor, launchTags } from '../../domain/agent-run/launch-marks.ts';
import { type AgentCommand, readOrder, type SwitchOrder } from '../../domain/agent-run/switch-order.ts';
import type { CloudInstance } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';
import { newestPrice } from './newest-price.ts';

/** How long a new instance may take to run. */
const RUNNING_WITHIN_SECONDS = 300;
const LOOK_EVERY_SECONDS = 5;

/**
 * Carries a switch out: launch, wait until it runs, report. The old instance is left to the sweep, after its wait. Done again from any
 * point it launches nothing twice: EC2 takes the command's id for the launch's, and the tag finds what was launched.
 * Throws what kept it from going on; the command then waits for the next poll.
 */
export async function* executeSwitch(run: AgentRun, command: AgentCommand): AsyncGenerator<AgentEvent, void> {
  const before = await launchedBefore(run, command);
  // What another agent has not begun is for the primary's own to begin.
  if (before === null && !run.standing.isServing) return;
  if (before?.id === run.identity.instanceId && !run.input.isDryRun) {
    // The one it asked for is this one: only the last word is missing.
    await close(run, { commandId: command.id, isSuccess: true, message: `Switched to ${before.id}.` });
    return;
  }
  const read = readOrder(command, run.identity);
  if (!read.ok) {
    yield { kind: 'refused-command', commandId: command.id, reason: read.why };
    if (!run.input.isDryRun) await close(run, { commandId: command.id, isSuccess: false, message: `Not done: ${read.why}.` });
    return;
  }
  const { order } = read;
  if (run.input.isDryRun) {
    yield { kind: 'would-switch', commandId: order.commandId, pool: `${order.mode} ${order.instanceType}.${order.az}` };
    return;
  }
  const startedAt = run.ports.clock.now().toISOString();
  const launched = before === null ? { id: await launch(run, order), wasAlready: false } : { id: before.id, wasAlready: true };
  yield { kind: 'launched', commandId: order.commandId, ...launched };
  const running = await untilRunning(run, { order, id: launched.id });
  const old = run.identity;
  const made = replaced(old, { order, running });
  await report(run, { order, made, startedAt: running.launchedAt ?? startedAt });
  yield { kind: 'switched', commandId: order.commandId, from: old.instanceId, to: made.instanceId };
  await close(run, { commandId: order.commandId, isSuccess: true, message: `Switched to ${made.instanceId}.` });
  run.identity = made;
  run.standing = { ...run.standing, isServing: true };
}

async function launchedBefore({ ports, identity }: AgentRun, { id }: AgentCommand): Promise<CloudInstance | null> {
  const cloud = await ports.cloud();
  const fleet: CloudInstance[] = [];
  for await (const instance of cloud.instances(identity.region, { by: 'fleet-tags' })) fleet.push(instance);
  return launchedFor(id, fleet);
}

async function launch(run: AgentRun, order: SwitchOrder): Promise<string> {
  const launcher = await run.ports.launcher();
  const { instanceType, az, mode } = order;
  return await launcher.launch(order.region, {
    like: order.oldInstanceId,
    instanceType,
    az,
    mode,
    tags: launchTags(order, run.identity),
    clientToken: `spotctl-${order.commandId}`,
  });
}

async function untilRunning(run: AgentRun, { order, id }: { readonly order: SwitchOrder; readonly id: string }): Promise<CloudInstance> {
  const { clock } = run.ports;
  const cloud = await run.ports.cloud();
  const deadline = clock.now().getTime() + RUNNING_WITHIN_SECONDS * 1_000;
  for (;;) {
    for await (const instance of cloud.instances(order.region, { by: 'ids', ids: [id] })) {
      if (instance.state === 'running') return instance;
      if (instance.state === 'terminated' || instance.state === 'shutting-down') throw lost(id, instance.state);
    }
    if (clock.now().getTime() >= deadline) throw lost(id, `not running after ${RUNNING_WITHIN_SECONDS} s`);
    await clock.sleep(LOOK_EVERY_SECONDS * 1_000, run.input.signal);
  }
}

function lost(id: string, state: string): SpotctlError {
  return new SpotctlError({ code: 'AWS_FAILED', message: `The replacement ${id} does not run: ${state}.` });
}

function replaced(old: AgentIdentity, { order, running }: { readonly order: SwitchOrder; readonly running: CloudInstance }): AgentIdentity {
  const { instanceType, az, mode } = order;
  return { ...old, instanceId: running.id, instanceType, az: running.az ?? az, mode, imageId: running.imageId ?? old.imageId };
}

/** The same report for the same switch, so that a second one is known for what it is. */
async function report(
  run: AgentRun,
  { order, made, startedAt }: { readonly order: SwitchOrder; readonly made: AgentIdentity; readonly startedAt: string },
): Promise<void> {
  const backend = await run.ports.agentBackend();
  const [oldSpotUsdPerHour, newSpotUsdPerHour] = await Promise.all([newestPrice(run.ports, run.identity), newestPrice(run.ports, made)]);
  await backend.reportSwitch(run.agentId, {
    commandId: order.commandId,
    old: run.identity,
    new: made,
    startedAt,
    readyAt: run.ports.clock.now().toISOString(),
    oldSpotUsdPerHour,
    newSpotUsdPerHour,
  });
}

async function close(
  run: AgentRun,
  done: { readonly commandId: string; readonly isSuccess: boolean; readonly message: string },
): Promise<void> {
  const backend = await run.ports.agentBackend();
  await backend.reportExecuted(run.agentId, done);
}
