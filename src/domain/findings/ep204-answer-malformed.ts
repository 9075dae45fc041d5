import type { FindingDefinition, Remedy } from './finding.ts';
import { MALFORMED_CODES } from './source-codes.ts';

const REMEDY: Remedy = {
  text: 'Check that SPOTCTL_BACKEND_URL names the backend itself, not a proxy or a login page, and a version spotctl knows.',
  command: null,
};

export const answerMalformed: FindingDefinition = {
  code: 'EP204',
  category: 'endpoints',
  severity: 'error',
  title: 'Answer does not fit the contract',
  expectation: 'Answers have the shape of the contract',
  meaning: 'What an endpoint answered is not what its contract says, so nothing is concluded from it.',
  cause: 'A proxy, a login page or another service answers in the backend’s place, or the backend is of another version.',
  remedy: 'Check the URL, and what stands between here and the backend.',
  evidence: 'What came in place of the answer: a page of HTML, a redirect, another shape.',
  related: ['EP201', 'EP203'],
  asks: ['endpoints'],
  judge: ({ input: { fleet, endpoints } }) => {
    const malformed = endpoints.filter((probe) => probe.outcome === 'malformed');
    if (malformed.length > 0 || endpoints.length > 0) {
      return malformed.map((probe) => ({ subject: { type: 'endpoint', id: probe.name }, backend: probe.detail, remedy: REMEDY }));
    }
    const seen = fleet.client.ok ? fleet.backend : fleet.client;
    return seen.ok || !MALFORMED_CODES.has(seen.code)
      ? []
      : [{ subject: { type: 'source', id: 'backend' }, backend: seen.why, remedy: REMEDY }];
  },
};
