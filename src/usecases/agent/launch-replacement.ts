import { launchedFor, launchTags } from '../../domain/agent-run/launch-marks.ts';
import { launchRefusal } from '../../domain/agent-run/launch-refusal.ts';
import type { AgentCommand, SwitchOrder } from '../../domain/agent-run/switch-order.ts';
import { type CloudInstance, isStanding } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentRun } from './agent-run.ts';

/** How long a new instance may take to run. */
const RUNNING_WITHIN_SECONDS = 300;
const LOOK_EVERY_SECONDS = 5;

/** What an earlier attempt at the command has launched. Throws AWS's error. */
export async function launchedBefore({ ports, identity }: AgentRun, { id }: AgentCommand): Promise<CloudInstance | null> {
  const cloud = await ports.cloud();
  const fleet: CloudInstance[] = [];
  for await (const instance of cloud.instances(identity.region, { by: 'fleet-tags' })) fleet.push(instance);
  return launchedFor(id, fleet);
}

/** The replacement's id, or in words why EC2 never launches it. Throws AWS's error where another attempt may. */
export async function launchReplacement(run: AgentRun, order: SwitchOrder): Promise<{ readonly id: string } | string> {
  const launcher = await run.ports.launcher();
  const { instanceType, az, mode } = order;
  const tags = launchTags(order, run.identity);
  const request = { like: order.oldInstanceId, instanceType, az, mode, tags, clientToken: `spotctl-${order.commandId}` };
  try {
    return { id: await launcher.launch(order.region, request) };
  } catch (error) {
    const why = error instanceof SpotctlError ? launchRefusal(error) : null;
    if (why === null) throw error;
    return why;
  }
}

/** The replacement once it runs, or in words how it ended before. Throws where it takes too long: the next poll goes on with it. */
export async function untilRunning(
  run: AgentRun,
  { order, id }: { readonly order: SwitchOrder; readonly id: string },
): Promise<CloudInstance | string> {
  const { clock } = run.ports;
  const cloud = await run.ports.cloud();
  const deadline = clock.now().getTime() + RUNNING_WITHIN_SECONDS * 1_000;
  for (;;) {
    for await (const instance of cloud.instances(order.region, { by: 'ids', ids: [id] })) {
      if (instance.state === 'running') return instance;
      if (!isStanding(instance.state)) return `its replacement ${id} does not run: ${ending(instance)}`;
    }
    if (clock.now().getTime() >= deadline) {
      const message = `The replacement ${id} does not run after ${RUNNING_WITHIN_SECONDS} s.`;
      throw new SpotctlError({ code: 'AWS_FAILED', message });
    }
    await clock.sleep(LOOK_EVERY_SECONDS * 1_000, run.input.signal);
  }
}

function ending({ state, stateReason }: CloudInstance): string {
  return stateReason === null ? state : `${state}, ${stateReason.code}`;
}
