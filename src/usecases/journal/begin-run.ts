import { type Claim, claimInstances } from '../../domain/journal/claim-instances.ts';
import type { Agreement, KeptOptions, RunRecord } from '../../domain/journal/run-record.ts';
import type { Timestamp } from '../../domain/instance.ts';
import type { TerminationOptions } from '../../domain/termination/termination-options.ts';
import type { PlannedTarget, TerminationPlan } from '../../domain/termination/termination-plan.ts';
import type { Journal, RunJournal } from '../../ports/journal.ts';
import { foldRun } from '../../domain/journal/fold-run.ts';
import { workOf } from '../../domain/journal/work-left.ts';

/** Whose run it is, and how it came about. */
export interface RunOrigin {
  readonly backendUrl: string;
  readonly version: string;
  readonly how: Agreement;
  /** True for a run of the journal that goes on with what it had left. */
  readonly isContinued: boolean;
}

export interface BegunRun {
  /** `null` where every target is somebody else's: then nothing was begun. */
  readonly journal: RunJournal | null;
  /** Targets that another living run holds, or that this one no longer may touch. */
  readonly claims: readonly Claim[];
  /** The end that a dead run had seen and not reported, by id. */
  readonly ended: ReadonlyMap<string, Timestamp>;
}

interface Beginning {
  readonly runId: string;
  readonly plan: TerminationPlan;
  readonly options: TerminationOptions;
  readonly origin: RunOrigin;
}

/** Writes plan and confirmation, and claims the targets: each instance is one run's at a time. Throws the journal's errors. */
export async function beginRun(journal: Journal, beginning: Beginning): Promise<BegunRun> {
  return beginning.origin.isContinued ? await continueRun(journal, beginning) : await beginNew(journal, beginning);
}

async function beginNew(journal: Journal, beginning: Beginning): Promise<BegunRun> {
  const { runId, plan, origin } = beginning;
  const { account, client, targets } = plan;
  let claimed: ReturnType<typeof claimInstances> = { claims: [], ended: new Map(), releases: [] };
  const run = await journal.begin(runId, (open) => {
    claimed = claimInstances(open, { runId, account, client, backendUrl: origin.backendUrl, targets });
    const held = new Set(claimed.claims.map(({ id }) => id));
    const own = targets.filter(({ id }) => !held.has(id));
    if (own.length === 0) return null;
    const { backendUrl, version } = origin;
    const ended = [...claimed.ended].map(([id, endedAt]): RunRecord => ({ kind: 'gone', id, endedAt, wasAlready: true }));
    return {
      records: [{ kind: 'begun', account, client, backendUrl, version, by: journal.self }, ...agreed(beginning, own), ...ended],
      releases: claimed.releases,
    };
  });
  return { journal: run, claims: claimed.claims, ended: claimed.ended };
}

/** Only what the run still has left to confirm; the rest another run may have taken over meanwhile. */
async function continueRun(journal: Journal, beginning: Beginning): Promise<BegunRun> {
  const run = await journal.takeOver(beginning.runId);
  const left = workOf(foldRun((await run.read()).records));
  const own = beginning.plan.targets.filter(({ id }) => left.get(id) === 'confirm');
  const lost = beginning.plan.targets.filter(({ id }) => left.get(id) !== 'confirm');
  const { version } = beginning.origin;
  await run.write({ kind: 'resumed', version, by: journal.self }, ...agreed(beginning, own));
  return { journal: run, claims: lost.map(({ id }) => ({ id, runId: beginning.runId, holder: journal.self })), ended: new Map() };
}

function agreed({ plan, options, origin }: Beginning, targets: readonly PlannedTarget[]): readonly RunRecord[] {
  const { undecided, over, unseen } = plan;
  const refusals = plan.refusals.map(({ facts: _facts, ...refusal }) => refusal);
  return [
    { kind: 'planned', targets, refusals, undecided, over, unseen, options: keptOptions(options) },
    { kind: 'confirmed', ids: targets.map(({ id }) => id), how: origin.how },
  ];
}

function keptOptions({ maxCount, allowsNoPrimary, unprotect, allowsManaged, allowsForeignTag }: TerminationOptions): KeptOptions {
  return { maxCount, allowsNoPrimary, unprotect: [...unprotect], allowsManaged, allowsForeignTag };
}
