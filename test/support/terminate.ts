import type { Confirmed } from '../../src/domain/termination/guard.ts';
import { shownBy } from '../../src/domain/termination/termination-plan.ts';
import { STRICTEST, type TerminationOptions } from '../../src/domain/termination/termination-options.ts';
import type { ReportedTarget, TerminationReport } from '../../src/domain/termination/termination-report.ts';
import { gatherTerminationPlan } from '../../src/usecases/plan-termination.ts';
import { terminateInstances } from '../../src/usecases/terminate-instances.ts';
import type { TerminationEvent } from '../../src/usecases/termination/termination-event.ts';
import { cloudInstance, instance } from './builders.ts';
import { type FakePorts, fakePorts } from './fake-ports.ts';
import { zombie, zombieCloud } from './plan.ts';

export interface TerminationTrial {
  readonly options?: Partial<TerminationOptions>;
  readonly waitSeconds?: number | null;
  readonly signal?: AbortSignal;
  readonly runId?: string;
  /** What the operator was shown; by default the whole plan. */
  readonly confirmed?: Confirmed;
  /** What happens between the operator's yes and the first call. */
  readonly meanwhile?: () => void;
}

export interface TerminationResult {
  readonly report: TerminationReport;
  readonly meaning: string;
  readonly events: readonly TerminationEvent[];
}

/** Plans and carries out, as the command does with `--yes`. */
export async function terminateAll(ports: FakePorts, trial: TerminationTrial = {}): Promise<TerminationResult> {
  const options = { ...STRICTEST, maxCount: 100, ...trial.options };
  const plan = await gatherTerminationPlan(ports, {
    clientId: null,
    regions: null,
    agent: null,
    named: null,
    fallbackRegion: null,
    options,
  });
  trial.meanwhile?.();
  const events: TerminationEvent[] = [];
  const input = {
    plan,
    confirmed: trial.confirmed ?? shownBy(plan),
    options,
    waitSeconds: trial.waitSeconds === undefined ? 600 : trial.waitSeconds,
    runId: trial.runId ?? `01JDC000000000000000${String((await ports.fakeJournal.runs()).length).padStart(4, '0')}RN`,
    origin: { backendUrl: 'http://127.0.0.1:5000', version: '0.1.0', how: 'yes' as const, isContinued: false },
    signal: trial.signal ?? new AbortController().signal,
  };
  for await (const event of terminateInstances(ports, input)) events.push(event);
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('The run ended without a report.');
  return { report: last.report, meaning: last.meaning, events };
}

/** The outcomes of a report by id, with the code of what went wrong. */
export function outcomesOf(report: TerminationReport): Record<string, string> {
  return Object.fromEntries(report.targets.map((target) => [target.id, describeTarget(target)]));
}

function describeTarget({ outcome, reported, error }: ReportedTarget): string {
  return [outcome, reported ? 'reported' : 'not reported', ...(error === null ? [] : [error.code])].join(', ');
}

/** One agent, its primary, and zombies of these ids, each running in its zone. */
export function zombieWorld(zombies: Readonly<Record<string, Parameters<typeof zombieCloud>[0]>>): FakePorts {
  const ids = Object.keys(zombies);
  return fakePorts({
    instances: [instance(), ...ids.map((id) => zombie({ id }))],
    cloud: [cloudInstance(), ...ids.map((id) => zombieCloud({ id, spotRequestId: null, ...zombies[id] }))],
  });
}
