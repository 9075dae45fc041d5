import { chooseOffered } from '../../domain/agent-run/choose-offered.ts';
import { makeRunId } from '../../domain/termination/run-id.ts';
import { shownBy, type TerminationPlan } from '../../domain/termination/termination-plan.ts';
import { gatherTerminationPlan } from '../plan-termination.ts';
import { terminateInstances } from '../terminate-instances.ts';
import type { TerminationEvent } from '../termination/termination-event.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentRun } from './agent-run.ts';

/** How long an end may take before the next cycle goes on with it. */
const WAIT_SECONDS = 300;

/**
 * One cycle of the sweep: takes the offers and ends what this client's own list calls unwanted, with every guard of a termination.
 * Throws what kept it from looking; what befalls a single instance is an event.
 */
export async function* sweepOffers(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  if (await maySweep(run)) yield* takeOffers(run);
}

async function* takeOffers(run: AgentRun): AsyncGenerator<AgentEvent, void> {
  const { ports, input, agentId } = run;
  const backend = input.isDryRun ? await ports.backend() : null;
  const { autoTerminateEnabled, offers } = await (backend?.offers(agentId) ?? ports.agentBackend().then((own) => own.takeOffers(agentId)));
  if (autoTerminateEnabled === false) yield { kind: 'sweep-off' };
  const fresh = offers.filter(({ instanceId }) => !run.reported.has(instanceId));
  if (autoTerminateEnabled === false || fresh.length === 0) return;
  yield { kind: 'offered', ids: fresh.map(({ instanceId }) => instanceId) };
  const { plan, declined } = chooseOffered(await planFor(run), { offers: fresh, reported: run.reported, cap: input.cap });
  for (const { id, reason } of declined) yield { kind: 'declined', id, reason };
  if (input.isDryRun) for (const { id } of plan.targets) yield { kind: 'would-terminate', id };
  if (!input.isDryRun && plan.targets.length > 0) yield* terminate(run, plan);
}

/** A zombie's own agent would take the offer of itself, which it may not carry out, and so keep it from the one that may. */
async function maySweep({ ports, standing, identity }: AgentRun): Promise<boolean> {
  if (!standing.isEnabled) return false;
  return standing.isServing || (await ports.machine.instanceId()) !== identity.instanceId;
}

async function planFor({ ports, input, agentId, clientId, identity }: AgentRun): Promise<TerminationPlan> {
  return await gatherTerminationPlan(ports, {
    clientId,
    regions: null,
    agent: agentId,
    named: null,
    fallbackRegion: identity.region,
    options: input.options,
  });
}

async function* terminate(run: AgentRun, plan: TerminationPlan): AsyncGenerator<AgentEvent, void> {
  const { ports, input } = run;
  const events = terminateInstances(ports, {
    plan,
    confirmed: shownBy(plan),
    options: input.options,
    waitSeconds: WAIT_SECONDS,
    runId: makeRunId(ports.clock.now(), crypto.getRandomValues(new Uint8Array(10))),
    origin: { ...input.origin, how: 'offer', isContinued: false },
    signal: input.signal,
  });
  for await (const event of events) {
    if (event.kind === 'reported') run.reported.add(event.id);
    const told = tell(event);
    if (told !== null) yield told;
  }
}

/** What of a termination belongs in an agent's log. */
function tell(event: TerminationEvent): AgentEvent | null {
  switch (event.kind) {
    case 'accepted':
    case 'gone':
    case 'reported':
      return { kind: event.kind, id: event.id };
    case 'refused':
    case 'failed':
    case 'unknown':
    case 'report-failed':
    case 'respawned':
      return { kind: 'declined', id: event.id, reason: event.error.message };
    case 'finished':
      return { kind: 'swept', totals: event.report.totals };
    default:
      return null;
  }
}
