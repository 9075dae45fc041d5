import { targetError } from '../../domain/termination/termination-report.ts';
import type { SpotRequest } from '../../ports/cloud.ts';
import type { TerminationEvent } from './termination-event.ts';
import { recordsIn, type TargetRecord, type TerminationRun, updateRecord } from './termination-run.ts';
import { tryCall } from '../try-call.ts';

/** Looks once more at the spot requests of what is gone: one that is still open launches a new instance, or has done so. */
export async function* findRespawns(run: TerminationRun): AsyncGenerator<TerminationEvent, void> {
  const atRisk = recordsIn(run, 'gone').filter(({ target }) => target.spotRequest !== null && target.spotRequest.type !== 'one-time');
  for (const [region, records] of Map.groupBy(atRisk, ({ target }) => target.region)) {
    const cloud = await run.ports.cloud();
    const asked = await tryCall(
      cloud.spotRequests(
        region,
        records.flatMap(({ target }) => target.spotRequest?.id ?? []),
      ),
    );
    for (const record of records)
      yield* judge(run, { record, why: asked.ok ? whyAtRisk(record, asked.value) : `EC2 did not tell: ${asked.error.message}` });
  }
}

async function* judge(
  run: TerminationRun,
  judged: { readonly record: TargetRecord; readonly why: string | null },
): AsyncGenerator<TerminationEvent, void> {
  const { record, why } = judged;
  if (why === null) return;
  const { id, spotRequest } = record.target;
  const error = targetError('RESPAWNED', `It has ended, but its spot request ${spotRequest?.id ?? ''} may bring a new one: ${why}.`);
  updateRecord(run, { id, flaw: record.flaw ?? error });
  yield { kind: 'respawned', id, error };
}

function whyAtRisk({ target }: TargetRecord, requests: readonly SpotRequest[]): string | null {
  const request = requests.find(({ id }) => id === target.spotRequest?.id);
  if (request === undefined || (request.state !== 'open' && request.state !== 'active')) return null;
  const hasLaunched = request.instanceId !== null && request.instanceId !== target.id;
  if (hasLaunched) return `it has launched ${request.instanceId}`;
  return request.type === 'persistent' ? `it is still ${request.state}` : null;
}
