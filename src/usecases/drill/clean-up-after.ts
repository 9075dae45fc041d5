import { startRecord } from '../../domain/drill/drill-record.ts';
import type { CleanedUp } from '../../domain/drill/drill-report.ts';
import type { DrillTargets } from '../../domain/drill/drill-targets.ts';
import type { KeptDrill } from '../../domain/drill/kept-drill.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { DrillPorts } from '../../ports/drill-ports.ts';
import { cleanUp } from './clean-up.ts';
import type { DrillInput } from './drill-run.ts';
import { requireTarget } from './plan-drill.ts';

interface CutOff {
  readonly kept: KeptDrill;
  readonly targets: DrillTargets;
  readonly backendUrl: string | null;
}

/** Throws `DRILL_REFUSED` where the drill that was cut off was held elsewhere than these settings lead, or it is no target any more. */
export async function requireSamePlace(ports: DrillPorts, { kept, targets, backendUrl }: CutOff): Promise<void> {
  const { client, account } = await requireTarget(ports, { targets, backendUrl });
  const { plan } = kept;
  if (kept.backendUrl === backendUrl && plan.client.id === client.id && plan.account === account) return;
  throw new SpotctlError({
    code: 'DRILL_REFUSED',
    message: `The drill that was cut off was held for client ${plan.client.name} in account ${plan.account} at ${kept.backendUrl}.`,
    hint: 'Choose the context it was held in, with --context.',
  });
}

/** Puts back what a drill that was cut off has left, as that drill would have; its notes are kept where something could not be. */
export async function* cleanUpAfter(
  ports: DrillPorts,
  { kept, origin }: { readonly kept: KeptDrill; readonly origin: DrillInput['origin'] },
): AsyncGenerator<CleanedUp, void> {
  const { plan, commandId, issuedAt, startedAt, hasTouchedSettings, hasTriedSwitch } = kept;
  const record = { ...startRecord(plan), commandId, issuedAt };
  const input = { plan, stepLimitSeconds: null, origin, signal: new AbortController().signal };
  let isDone = true;
  for await (const item of cleanUp({ ports, input, record, startedAt, hasTouchedSettings, hasTriedSwitch })) {
    isDone &&= item.outcome !== 'failed';
    yield item;
  }
  if (isDone) await (await ports.notes()).forget();
}
