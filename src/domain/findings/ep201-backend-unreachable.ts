import type { FindingDefinition, Remedy } from './finding.ts';
import { UNREACHABLE_CODES } from './source-codes.ts';

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['BACKEND_UNRESOLVED', 'DNS has no address for the host: check the name in SPOTCTL_BACKEND_URL.'],
  ['BACKEND_REFUSED', 'Nothing listens there: check that the backend runs and that the port is right.'],
  ['BACKEND_TLS', 'Name your authority with NODE_EXTRA_CA_CERTS, or correct the URL.'],
  ['BACKEND_TIMEOUT', 'Look at the backend’s load and log, or try again with a longer --timeout.'],
]);

export const backendUnreachable: FindingDefinition = {
  code: 'EP201',
  category: 'endpoints',
  severity: 'error',
  title: 'Backend unreachable',
  expectation: 'The backend can be reached',
  meaning:
    'The backend did not answer: a name without address, a refused port, a failed TLS handshake or silence. Agents cannot reach it either, where the cause is the backend itself.',
  cause: 'The backend is down, a firewall or VPN is in the way, or the URL is wrong.',
  remedy: 'Follow the evidence: it says which step failed.',
  evidence: 'Which step failed: the name, the port, TLS, or the wait for an answer.',
  related: ['EP202', 'SC106'],
  asks: [],
  judge: ({ input: { fleet, endpoints } }) => {
    const failed = !fleet.client.ok && UNREACHABLE_CODES.has(fleet.client.code) ? fleet.client : fleet.backend;
    if (!failed.ok && UNREACHABLE_CODES.has(failed.code)) {
      return [{ subject: { type: 'source', id: 'backend' }, backend: failed.why, remedy: remedyFor(failed.code) }];
    }
    return endpoints
      .filter((probe) => probe.outcome === 'unreachable')
      .map((probe) => ({ subject: { type: 'endpoint', id: probe.name }, backend: probe.detail, remedy: remedyFor(probe.errorCode ?? '') }));
  },
};

function remedyFor(code: string): Remedy {
  return { text: REMEDIES.get(code) ?? 'Check the network, the VPN and the host.', command: null };
}
