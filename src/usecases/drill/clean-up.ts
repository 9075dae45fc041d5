import { isStanding } from '../../domain/cloud-instance.ts';
import type { CleanedUp } from '../../domain/drill/drill-report.ts';
import { cloudIn, type DrillSight, rowIn } from '../../domain/drill/drill-sight.ts';
import { tryCall } from '../try-call.ts';
import type { DrillRun } from './drill-run.ts';
import { endReplacement } from './end-replacement.ts';
import { look } from './look.ts';
import { putSettingsBack } from './put-settings-back.ts';
import { withdrawCommand } from './withdraw-command.ts';

const LOOK_EVERY_MS = 5_000;
/** An agent that has just asked for its commands may still launch; one whose launch runs reports it within seconds. */
const SETTLE_SECONDS = { launch: 20, report: 60 } as const;

/** Puts back what the drill changed, ends what was launched for it and never served, and says what stays and why. Never throws for what a source does. */
export async function* cleanUp(run: DrillRun): AsyncGenerator<CleanedUp, void> {
  if (run.hasTouchedSettings) yield await putSettingsBack(run);
  if (!run.hasTriedSwitch) return;
  const withdrawn = await withdrawCommand(run);
  if (withdrawn !== null) yield withdrawn;
  const sight = await settle(run);
  const replacement = await seeToReplacement(run, sight);
  if (replacement !== null) yield replacement;
  yield oldInstance(run, sight);
}

/** Looks until it is certain whether an agent still carries the switch out: nothing may be ended under its hands. */
async function settle(run: DrillRun): Promise<DrillSight> {
  const { clock } = run.ports;
  const startedAt = clock.now().getTime();
  for (;;) {
    const sight = await look(run);
    const { replacedAt, replacementId, commandId } = run.record;
    if (replacedAt !== null || commandId === null) return sight;
    const seconds = replacementId === null ? SETTLE_SECONDS.launch : SETTLE_SECONDS.report;
    if (clock.now().getTime() - startedAt >= seconds * 1_000) return sight;
    await clock.sleep(LOOK_EVERY_MS);
  }
}

async function seeToReplacement(run: DrillRun, sight: DrillSight): Promise<CleanedUp | null> {
  const { replacementId: id, replacedAt } = run.record;
  const { agent } = run.input.plan;
  if (id === null) return null;
  const of = { what: 'replacement', subject: id } as const;
  if (replacedAt !== null)
    return { ...of, outcome: 'kept', detail: `it serves as the primary of agent ${agent.logicalAgentId}`, next: null };
  const next = `spotctl instance ${id}`;
  if (!sight.cloud.ok || !sight.backend.ok)
    return { ...of, outcome: 'left', detail: 'whether it serves or runs could not be seen, so it was left alone', next };
  const state = cloudIn(sight, id)?.state ?? 'terminated';
  if (!isStanding(state)) return { ...of, outcome: 'done', detail: `it is ${state} in EC2`, next: null };
  const ended = await tryCall(endReplacement(run, id));
  if (ended.ok && ended.value === null)
    return {
      ...of,
      outcome: 'done',
      detail: 'it was launched and never served: booked as a replica, ended in EC2 and reported',
      next: null,
    };
  const why = ended.ok ? ended.value : ended.error.message;
  return {
    ...of,
    outcome: 'failed',
    detail: `it was launched, never served, and could not be ended: ${why ?? 'no reason is known'}`,
    next,
  };
}

function oldInstance({ record, input }: DrillRun, sight: DrillSight): CleanedUp {
  const { old, agent } = input.plan;
  const of = { what: 'old-instance', subject: old.id } as const;
  if (!sight.cloud.ok || !sight.backend.ok)
    return { ...of, outcome: 'left', detail: 'how it stands could not be seen', next: `spotctl instance ${old.id}` };
  const state = cloudIn(sight, old.id)?.state ?? 'terminated';
  const status = rowIn(sight.backend, old.id)?.status ?? 'in no list';
  if (record.replacedAt === null && isStanding(state))
    return { ...of, outcome: 'kept', detail: `it serves on as the primary of agent ${agent.logicalAgentId}`, next: null };
  if (!isStanding(state) && status === 'terminated')
    return { ...of, outcome: 'done', detail: 'it has ended, as a switch ends it', next: null };
  const detail = `it is ${status} in the backend and ${state} in EC2; its agent sweeps it after its wait`;
  const next = record.replacedAt === null ? 'spotctl doctor' : `spotctl zombies --terminate --agent ${agent.logicalAgentId}`;
  return { ...of, outcome: 'left', detail, next };
}
