import type { EndpointProbe } from './diagnosis-input.ts';
import type { FindingDefinition } from './finding.ts';

export const healthLies: FindingDefinition = {
  code: 'EP209',
  category: 'endpoints',
  severity: 'error',
  title: 'Health says healthy while the backend fails',
  expectation: 'The health endpoints tell the truth',
  meaning:
    'The health endpoint answers healthy although its own database field or a guarded endpoint says otherwise, so monitoring stays green through an outage.',
  cause: 'The health endpoints look at neither the schema nor the guarded endpoints.',
  remedy: 'Repair what fails, and let monitoring run spotctl doctor instead of calling /health.',
  evidence: 'A health endpoint that answers 200 and healthy beside an endpoint that answers 5xx, or beside its own database field.',
  related: ['EP203', 'SC102'],
  asks: ['endpoints'],
  judge: ({ input: { endpoints } }) => {
    const failing = endpoints.filter((probe) => !isHealth(probe) && probe.outcome === 'failed').map((probe) => probe.name);
    return endpoints.filter(isHealth).flatMap((probe) => {
      if (probe.outcome !== 'ok') return [];
      const contradiction = probe.detail ?? (failing.length === 0 ? null : `${failing.join(', ')} answers 5xx`);
      if (contradiction === null) return [];
      return [
        {
          subject: { type: 'endpoint', id: probe.name },
          backend: `healthy, but ${contradiction}`,
          remedy: { text: 'Let monitoring call this in place of the health endpoint.', command: 'spotctl doctor' },
        },
      ];
    });
  },
};

function isHealth(probe: EndpointProbe): boolean {
  return probe.path === '/health' || probe.path.endsWith('/system-health');
}
