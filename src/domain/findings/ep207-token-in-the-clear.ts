import type { FindingDefinition } from './finding.ts';

const PLAIN = /^http:\/\/(\[[^\]]+\]|[^/:]+)/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

export const tokenInTheClear: FindingDefinition = {
  code: 'EP207',
  category: 'endpoints',
  severity: 'warning',
  title: 'Token sent in the clear',
  expectation: 'The token travels encrypted, or not at all',
  meaning: 'The backend is asked over plain HTTP on a host that is not this machine: everyone on the way can read the token and use it.',
  cause: 'The URL begins with http://, and agents are likely configured in the same way.',
  remedy: 'Put TLS in front of the backend and use its https:// address, here and on the agents.',
  evidence: 'A backend URL that begins with http:// and names another host than this one.',
  related: ['EP206'],
  asks: ['address'],
  judge: ({ input: { backendUrl } }) => {
    const host = PLAIN.exec(backendUrl ?? '')?.[1];
    if (host === undefined || LOOPBACK.test(host)) return [];
    return [
      {
        subject: { type: 'source', id: 'backend' },
        backend: `plain HTTP to ${host}`,
        remedy: { text: 'Use the backend’s https:// address, here and on the agents.', command: null },
      },
    ];
  },
};
