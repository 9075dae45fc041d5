import type { DrillStepId } from '../../domain/drill/drill-step.ts';
import { rowIn, servingIn } from '../../domain/drill/drill-sight.ts';
import { claimsPrimary } from '../../domain/instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { requireSeen } from '../require-seen.ts';
import type { DrillRun } from './drill-run.ts';
import { keepNotes } from './keep-notes.ts';
import { look } from './look.ts';

/** What the drill itself does at the beginning of a step: settings before all, then the switch; everything else is the agent's. */
export async function act(run: DrillRun, step: DrillStepId): Promise<void> {
  if (step === 'prepare') {
    await requireAsShown(run);
    await changeSettings(run);
  }
  if (step === 'issue') await issueSwitch(run);
}

/** Time has passed since the plan was shown. Throws `DRILL_UNREADY` where it no longer fits. */
async function requireAsShown(run: DrillRun): Promise<void> {
  const { client, account, agent, old } = run.input.plan;
  const [backend, cloud] = await Promise.all([run.ports.backend(), run.ports.cloud()]);
  const [now, nowAccount] = await Promise.all([backend.identify(), cloud.account()]);
  if (now.id !== client.id || nowAccount !== account) throw changed(`it is client ${now.name} in account ${nowAccount} now`);
  const sight = await look(run);
  requireSeen(sight.backend);
  const serving = servingIn(sight.backend, agent.id);
  const row = rowIn(sight.backend, old.id);
  if (serving !== old.id || row === null || !claimsPrimary(row))
    throw changed(`agent ${agent.logicalAgentId} points at ${serving ?? 'none'} now`);
  if (requireSeen(sight.commands).length > 0) throw changed(`a command waits for agent ${agent.logicalAgentId} now`);
}

function changed(what: string): SpotctlError {
  return new SpotctlError({
    code: 'DRILL_UNREADY',
    message: `The fleet has changed since the plan was shown: ${what}.`,
    hint: 'Run the drill again.',
  });
}

async function changeSettings(run: DrillRun): Promise<void> {
  const { agent, changes } = run.input.plan;
  if (Object.keys(changes).length === 0) return;
  const switchboard = await run.ports.switchboard();
  run.hasTouchedSettings = true;
  await keepNotes(run);
  await switchboard.setSweep(agent.id, changes);
}

async function issueSwitch(run: DrillRun): Promise<void> {
  const { old, target } = run.input.plan;
  const switchboard = await run.ports.switchboard();
  run.hasTriedSwitch = true;
  await keepNotes(run);
  const issuedAt = run.ports.clock.now().toISOString();
  const commandId = await switchboard.forceSwitch(old.id, target);
  run.record = { ...run.record, commandId, issuedAt };
  await keepNotes(run);
}
