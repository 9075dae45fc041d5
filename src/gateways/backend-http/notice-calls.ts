import type { AgentBackend, AnnouncedEnd } from '../../ports/agent-backend.ts';
import type { RequestOf } from '../../wire/endpoint.ts';
import { createEmergencyReplica, reportRebalance, reportTerminationNotice } from '../../wire/interruptions.ts';
import { toBackendTime } from './backend-times.ts';
import type { askingThrough } from './decode-answer.ts';

/** What an agent tells of EC2's notices. */
export function noticeCalls(
  ask: ReturnType<typeof askingThrough>,
): Pick<AgentBackend, 'askForReplica' | 'reportInterruption' | 'reportRebalance'> {
  return {
    askForReplica: async (agentId, { instanceId, at }) => {
      const body = { signal_type: 'termination-notice', instance_id: instanceId, termination_time: toBackendTime(at) };
      return (await ask(createEmergencyReplica, { parameters: { agentId }, body })).replica_id;
    },
    reportInterruption: async (agentId, end) =>
      (await ask(reportTerminationNotice, { parameters: { agentId }, body: toTerminationNotice(end) })).new_instance_id,
    reportRebalance: async (agentId, { instanceId, at }) => {
      const body = { instance_id: instanceId, detected_at: toBackendTime(at) };
      return (await ask(reportRebalance, { parameters: { agentId }, body })).action;
    },
  };
}

/** Which replica takes over is the backend's choice. */
function toTerminationNotice({ instanceId, action, at, seenAt }: AnnouncedEnd): RequestOf<typeof reportTerminationNotice> {
  const time = toBackendTime(at);
  return { instance_id: instanceId, action, time, termination_time: time, detected_at: toBackendTime(seenAt) };
}
