import type { FindingDefinition } from './finding.ts';

/** Waits are minutes long; so much of a shift no longer matters. */
const TOLERATED_SECONDS = 30;

export const databaseClock: FindingDefinition = {
  code: 'SC107',
  category: 'schema',
  severity: 'warning',
  title: 'Database clock is not UTC',
  expectation: 'The database keeps UTC',
  meaning:
    'The server’s clock, or the time zone of its sessions, differs from UTC, while the backend stores times of both kinds side by side: waits look hours too long or too short.',
  cause: 'The server runs in a local time zone, or its clock is not synchronised.',
  remedy: 'Set default_time_zone = "+00:00" on the server, synchronise its clock, and restart the backend.',
  evidence: 'What NOW() is ahead of UTC, and what the server’s clock is ahead of this machine’s.',
  related: ['EP208', 'FL402'],
  asks: ['server'],
  judge: ({ input: { server } }) => {
    if (!server.ok) return [];
    const { utcOffsetSeconds, clockSkewSeconds } = server.value;
    const facts = [
      utcOffsetSeconds !== null && Math.abs(utcOffsetSeconds) > TOLERATED_SECONDS ? `NOW() is ${signed(utcOffsetSeconds)} of UTC` : null,
      Math.abs(clockSkewSeconds) > TOLERATED_SECONDS ? `its clock is ${signed(clockSkewSeconds)} of this machine’s` : null,
    ].filter((fact) => fact !== null);
    if (facts.length === 0) return [];
    return [
      {
        subject: { type: 'source', id: 'database' },
        database: facts.join('; '),
        remedy: {
          text: 'Set default_time_zone = "+00:00" on the server and synchronise its clock; then restart the backend.',
          command: null,
        },
      },
    ];
  },
};

function signed(seconds: number): string {
  return `${Math.abs(Math.round(seconds))} s ${seconds > 0 ? 'ahead' : 'behind'}`;
}
