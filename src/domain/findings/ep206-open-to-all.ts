import type { FindingDefinition } from './finding.ts';

export const openToAll: FindingDefinition = {
  code: 'EP206',
  category: 'endpoints',
  severity: 'error',
  title: 'Served without a token',
  expectation: 'Nothing of a client is served without a token',
  meaning:
    'The backend gives client data, or a client’s token itself, to callers that show no token: whoever reaches it can act as that client, and delete what it has.',
  cause: 'The administration’s calls check nobody, and the backend is reachable from more places than the administration’s.',
  remedy: 'Close /api/admin to all but the administration, by a proxy or a firewall, and regenerate the tokens that were open.',
  evidence: 'The path that answered 200 to a caller without a token, and what it serves.',
  related: ['EP207'],
  asks: ['exposures'],
  judge: ({ input: { endpoints } }) =>
    endpoints
      .filter(({ exposes }) => exposes !== undefined && exposes !== 'nothing')
      .map(({ name, path, exposes }) => ({
        subject: { type: 'endpoint', id: name },
        backend: `${path} serves ${exposes} to anybody`,
        remedy: {
          text:
            exposes === 'client data'
              ? 'Close /api/admin to all but the administration, by a proxy or a firewall.'
              : 'Close /api/admin at once, and regenerate every token.',
          command: null,
        },
      })),
};
