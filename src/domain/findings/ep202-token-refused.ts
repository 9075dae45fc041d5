import type { FindingDefinition } from './finding.ts';
import { DENIED_CODES } from './source-codes.ts';

export const tokenRefused: FindingDefinition = {
  code: 'EP202',
  category: 'endpoints',
  severity: 'error',
  title: 'Token refused or client inactive',
  expectation: 'The token is accepted and its client active',
  meaning:
    'The backend does not accept the token, so nothing of this client can be read or reported. An agent with the same token is as blind.',
  cause: 'The token was regenerated, belongs to another backend, or its client was switched off.',
  remedy: 'Store a valid token with spotctl login, or have the client activated.',
  evidence: '401 or 403 from the call that asks whose token it is, or from the endpoint named.',
  related: ['EP201', 'EP206'],
  asks: ['backend'],
  judge: ({ input: { fleet, endpoints } }) => {
    const failed = [fleet.client, fleet.backend].find((seen) => !seen.ok && DENIED_CODES.has(seen.code));
    if (failed !== undefined && !failed.ok) {
      const remedy =
        failed.code === 'CLIENT_INACTIVE'
          ? { text: 'Ask the backend’s administrator to activate the client.', command: null }
          : { text: 'Store a valid token.', command: 'spotctl login' };
      return [{ subject: { type: 'source', id: 'backend' }, backend: failed.why, remedy }];
    }
    return endpoints
      .filter((probe) => probe.outcome === 'denied')
      .map((probe) => ({
        subject: { type: 'endpoint', id: probe.name },
        backend: probe.detail,
        remedy: { text: 'Store a token that is allowed this call.', command: 'spotctl login' },
      }));
  },
};
