import { type InstanceStateChange, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AcceptedTermination, TerminationAnswer } from '../../ports/cloud.ts';
import { awsAnswerIncomplete } from './aws-failure.ts';
import type { Ec2Region } from './ec2-region.ts';
import { readState } from './read-state.ts';

const ACTION = 'TerminateInstances';

/** Sends one TerminateInstances, once. */
export async function terminateInstances(region: Ec2Region, ids: readonly string[]): Promise<TerminationAnswer> {
  if (ids.length === 0) return { accepted: [], requestId: null };
  const asked = [...new Set(ids)];
  const answer = await region.callOnce(ACTION, async (client, options) =>
    client.send(new TerminateInstancesCommand({ InstanceIds: asked }), options),
  );
  const changes = new Map((answer.TerminatingInstances ?? []).flatMap(readChange).map((change) => [change.id, change]));
  return { accepted: asked.flatMap((id) => changes.get(id) ?? []), requestId: answer.$metadata.requestId ?? null };
}

/** EC2 answers a dry run with an error either way. */
export async function mayTerminate(region: Ec2Region, ids: readonly string[]): Promise<boolean> {
  try {
    await region.call(ACTION, async (client, options) =>
      client.send(new TerminateInstancesCommand({ InstanceIds: [...ids], DryRun: true }), options),
    );
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    if (error.details['awsCode'] === 'DryRunOperation') return true;
    if (error.code === 'AWS_DENIED') return false;
    throw error;
  }
  throw awsAnswerIncomplete({ action: ACTION, region: region.name }, 'the refusal that a dry run ends with');
}

function readChange(change: InstanceStateChange): readonly AcceptedTermination[] {
  if (change.InstanceId === undefined) return [];
  return [
    { id: change.InstanceId, previousState: readState(change.PreviousState?.Code), currentState: readState(change.CurrentState?.Code) },
  ];
}
