import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { CloudAct, CloudAnswer, RunRecord } from '../../domain/journal/run-record.ts';
import type { PlannedTarget } from '../../domain/termination/termination-plan.ts';
import type { Backend } from '../../ports/backend.ts';
import type { Cloud, TerminationAnswer } from '../../ports/cloud.ts';
import type { Ports } from '../../ports/ports.ts';
import { isWithoutEffect } from '../termination/attempt.ts';
import { tryCall } from '../try-call.ts';
import type { RunNotes } from './run-notes.ts';

/** The same ports, but no act in EC2 and no report is done before the journal holds it, and none is answered unwritten. */
export function journalledPorts(ports: Ports, kept: { readonly notes: RunNotes; readonly targets: readonly PlannedTarget[] }): Ports {
  return {
    clock: ports.clock,
    machine: ports.machine,
    database: async () => ports.database(),
    journal: async () => ports.journal(),
    cloud: async () => journalledCloud(await ports.cloud(), kept),
    backend: async () => journalledBackend(await ports.backend(), kept.notes),
  };
}

function journalledCloud(
  cloud: Cloud,
  { notes, targets }: { readonly notes: RunNotes; readonly targets: readonly PlannedTarget[] },
): Cloud {
  const instancesOf = (requests: readonly string[]): readonly string[] =>
    targets.flatMap(({ id, spotRequest }) => (spotRequest !== null && requests.includes(spotRequest.id) ? [id] : []));
  return {
    account: async () => cloud.account(),
    instances: (region, query) => cloud.instances(region, query),
    mayTerminate: async (region, ids) => cloud.mayTerminate(region, ids),
    protection: async (region, id) => cloud.protection(region, id),
    spotRequests: async (region, ids) => cloud.spotRequests(region, ids),
    spotPrices: async (region, query) => cloud.spotPrices(region, query),
    waitToResend: async (region, wait) => cloud.waitToResend(region, wait),
    onDemandPrices: async (region, instanceTypes) => cloud.onDemandPrices(region, instanceTypes),
    terminate: async (region, ids) => acting({ notes, act: 'terminate', region, ids }, async () => cloud.terminate(region, ids)),
    unprotect: async (region, id) => acting({ notes, act: 'unprotect', region, ids: [id] }, async () => cloud.unprotect(region, id)),
    cancelSpotRequests: async (region, ids) =>
      acting({ notes, act: 'cancel-spot-request', region, ids: instancesOf(ids), spotRequestIds: ids }, async () =>
        cloud.cancelSpotRequests(region, ids),
      ),
  };
}

interface Act {
  readonly notes: RunNotes;
  readonly act: CloudAct;
  readonly region: string;
  readonly ids: readonly string[];
  readonly spotRequestIds?: readonly string[];
}

async function acting<T extends TerminationAnswer | void>({ notes, ...what }: Act, call: () => Promise<T>): Promise<T> {
  const { act, region, ids, spotRequestIds = [] } = what;
  await notes.before({ kind: 'attempt', act, region, ids, spotRequestIds });
  const tried = await tryCall(call());
  const answer = tried.ok ? answerOf(tried.value) : refusalOf(tried.error);
  await notes.after({ kind: 'answer', act, region, ids, answer });
  if (tried.ok) return tried.value;
  throw tried.error;
}

function answerOf(answer: TerminationAnswer | void): CloudAnswer {
  const { accepted, requestId } = answer ?? { accepted: [], requestId: null };
  return { outcome: 'done', accepted, requestId, awsCode: null, message: null };
}

function refusalOf(error: SpotctlError): CloudAnswer {
  const { message, details } = error;
  const textIn = (name: string): string | null => {
    const value = details[name];
    return typeof value === 'string' ? value : null;
  };
  const outcome = isWithoutEffect(error) ? 'refused' : 'unknown';
  return { outcome, accepted: [], requestId: textIn('requestId'), awsCode: textIn('awsCode'), message };
}

function journalledBackend(backend: Backend, notes: RunNotes): Backend {
  return {
    identify: async () => backend.identify(),
    agents: async (clientId) => backend.agents(clientId),
    instances: async (clientId) => backend.instances(clientId),
    replicas: async (clientId) => backend.replicas(clientId),
    switches: async (clientId, instanceId) => backend.switches(clientId, instanceId),
    attributedInstances: async (region) => backend.attributedInstances(region),
    agentConfig: async (agentId) => backend.agentConfig(agentId),
    offers: async (agentId) => backend.offers(agentId),
    schema: async () => backend.schema(),
    probe: async (clientId, agentIds) => backend.probe(clientId, agentIds),
    register: async (agentId, request) => backend.register(agentId, request),
    reportTermination: async (agentId, report) => {
      const { instanceId: id, terminatedAt: endedAt } = report;
      const intent: RunRecord = { kind: 'reporting', id, agentId, endedAt };
      await notes.before(intent);
      await backend.reportTermination(agentId, report);
      await notes.after({ kind: 'reported', id });
    },
  };
}
