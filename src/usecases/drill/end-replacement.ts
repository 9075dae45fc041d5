import { NO_OVERRIDES } from '../../domain/registration/registration-wish.ts';
import { makeRunId } from '../../domain/termination/run-id.ts';
import { STRICTEST } from '../../domain/termination/termination-options.ts';
import { shownBy, type TerminationPlan } from '../../domain/termination/termination-plan.ts';
import type { TerminationReport } from '../../domain/termination/termination-report.ts';
import { gatherTerminationPlan } from '../plan-termination.ts';
import { gatherRegistrations, isRefused } from '../plan-registrations.ts';
import { registerInstance } from '../register-instance.ts';
import { terminateInstances } from '../terminate-instances.ts';
import type { DrillRun } from './drill-run.ts';

const WAIT_SECONDS = 300;

/**
 * Ends what was launched for the drill and never served. It is booked as a replica first, since no termination touches what no list of
 * the client holds; then it goes the way of every termination, with all its guards and its journal. Answers why it did not, or `null`.
 */
export async function endReplacement(run: DrillRun, id: string): Promise<string | null> {
  const unbooked = await book(run, id);
  if (unbooked !== null) return unbooked;
  const { ports, input } = run;
  const { client, region } = input.plan;
  const plan = await gatherTerminationPlan(ports, {
    clientId: client.id,
    regions: [region],
    agent: null,
    named: [id],
    fallbackRegion: region,
    options: STRICTEST,
  });
  if (plan.targets.length !== 1) return whyNotPlanned(plan);
  return whyNotEnded(await carryOut(run, plan), id);
}

function whyNotEnded({ targets }: TerminationReport, id: string): string | null {
  const target = targets.find((one) => one.id === id);
  if (target?.outcome === 'terminated' || target?.outcome === 'already-gone')
    return target.reported ? null : 'the backend was not told of its end';
  return target?.error?.message ?? `it is ${target?.outcome ?? 'unknown'}`;
}

async function book({ ports, input }: DrillRun, id: string): Promise<string | null> {
  const { client, region, agent } = input.plan;
  const wish = { instanceId: id, region, agent: agent.id, isPrimary: false, overrides: NO_OVERRIDES };
  const { items } = await gatherRegistrations(ports, {
    clientId: client.id,
    regions: [region],
    wishes: [wish],
    allows: { revive: false, disabledAgent: false, otherRegion: false },
    ownMachine: null,
  });
  const [item] = items;
  if (item === undefined || isRefused(item)) return item?.error.message ?? 'it could not be booked';
  const registered = await registerInstance(ports, item);
  return 'error' in registered ? registered.error.message : null;
}

async function carryOut({ ports, input }: DrillRun, plan: TerminationPlan): Promise<TerminationReport> {
  const events = terminateInstances(ports, {
    plan,
    confirmed: shownBy(plan),
    options: STRICTEST,
    waitSeconds: WAIT_SECONDS,
    runId: makeRunId(ports.clock.now(), crypto.getRandomValues(new Uint8Array(10))),
    origin: { ...input.origin, isContinued: false },
    // The drill may have been interrupted; what it cleans up goes to its end.
    signal: new AbortController().signal,
  });
  for await (const event of events) if (event.kind === 'finished') return event.report;
  throw new Error('The last event of a termination tells its report.');
}

function whyNotPlanned({ refusals, undecided, over }: TerminationPlan): string {
  return refusals[0]?.reason ?? undecided[0]?.reason ?? over[0]?.reason ?? 'no list of the client holds it';
}
