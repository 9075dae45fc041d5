import type { EndpointProbe } from '../../../domain/findings/diagnosis-input.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';
import type { Comparison } from './comparison.ts';

/** Each endpoint that was called: how it should answer, how it did, and how long that took. */
export function endpointTable({ input, diagnosis }: Diagnosed, isComplete: boolean): Comparison {
  const slow = new Set(diagnosis.findings.flatMap(({ code, subject }) => (code === 'EP205' ? [subject.id] : [])));
  const rows = input.endpoints.filter((probe) => isComplete || isTroubled(probe) || slow.has(probe.name));
  return {
    title: 'Endpoints',
    columns: ['ENDPOINT', 'EXPECTED', 'BACKEND', 'TOOK', 'SAYS'].map((header) => ({ header })),
    rows: rows.map((probe) => [
      probe.name,
      probe.exposes === undefined ? '200' : 'refused',
      probe.status === null ? probe.outcome : String(probe.status),
      `${probe.durationMs} ms`,
      probe.detail ?? probe.outcome,
    ]),
  };
}

function isTroubled({ outcome, detail }: EndpointProbe): boolean {
  return (outcome === 'ok' && detail !== null) || !['ok', 'absent', 'skipped'].includes(outcome);
}
