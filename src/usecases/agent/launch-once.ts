import { launchRefusal } from '../../domain/agent-run/launch-refusal.ts';
import { type LaunchMark, launchedFor } from '../../domain/agent-run/launch-marks.ts';
import type { CloudInstance } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { LaunchRequest } from '../../ports/launcher.ts';
import type { AgentRun } from './agent-run.ts';

/** What an earlier attempt has launched for the mark. Throws AWS's error. */
export async function launchedBefore({ ports, identity }: AgentRun, mark: LaunchMark): Promise<CloudInstance | null> {
  const cloud = await ports.cloud();
  const fleet: CloudInstance[] = [];
  for await (const instance of cloud.instances(identity.region, { by: 'fleet-tags' })) fleet.push(instance);
  return launchedFor(mark, fleet);
}

/** The new instance's id, or in words why EC2 never launches it. Throws AWS's error where another attempt may. */
export async function launchOnce({ ports, identity }: AgentRun, request: LaunchRequest): Promise<{ readonly id: string } | string> {
  const launcher = await ports.launcher();
  try {
    return { id: await launcher.launch(identity.region, request) };
  } catch (error) {
    const why = error instanceof SpotctlError ? launchRefusal(error) : null;
    if (why === null) throw error;
    return why;
  }
}
