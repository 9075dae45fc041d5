import { COMMAND_TAG, launchTags } from '../../domain/agent-run/launch-marks.ts';
import type { AgentCommand, SwitchOrder } from '../../domain/agent-run/switch-order.ts';
import type { CloudInstance } from '../../domain/cloud-instance.ts';
import type { AgentRun } from './agent-run.ts';
import { launchedBefore, launchOnce } from './launch-once.ts';

/** What an earlier attempt at the command has launched. Throws AWS's error. */
export async function replacementBefore(run: AgentRun, { id }: AgentCommand): Promise<CloudInstance | null> {
  return await launchedBefore(run, { tag: COMMAND_TAG, value: id });
}

/** The replacement's id, or in words why EC2 never launches it. Throws AWS's error where another attempt may. */
export async function launchReplacement(run: AgentRun, order: SwitchOrder): Promise<{ readonly id: string } | string> {
  const { commandId, oldInstanceId, instanceType, az, mode } = order;
  const tags = launchTags(order, run.identity);
  return await launchOnce(run, { like: oldInstanceId, instanceType, az, mode, tags, clientToken: `spotctl-${commandId}` });
}
