import type { FindingDefinition } from './finding.ts';

const TOLERATED_SECONDS = 30;

export const backendClock: FindingDefinition = {
  code: 'EP208',
  category: 'endpoints',
  severity: 'warning',
  title: 'Backend clock is off',
  expectation: 'The backend’s clock agrees with this machine’s',
  meaning: 'The backend’s clock differs from this machine’s, so ages, waits and heartbeats are judged wrong by one of them.',
  cause: 'A clock that nobody synchronises, here or there, or a backend that tells local time.',
  remedy: 'Synchronise both clocks (chrony, systemd-timesyncd) and let the backend run in UTC.',
  evidence: 'How far the time in the backend’s answer is from this machine’s.',
  related: ['SC107'],
  asks: ['backend-clock'],
  judge: ({ input: { endpoints } }) =>
    endpoints.flatMap(({ name, clockSkewSeconds }) =>
      clockSkewSeconds === undefined || Math.abs(clockSkewSeconds) <= TOLERATED_SECONDS
        ? []
        : [
            {
              subject: { type: 'endpoint', id: name },
              backend: `its clock is ${Math.abs(Math.round(clockSkewSeconds))} s ${clockSkewSeconds > 0 ? 'ahead' : 'behind'}`,
              remedy: { text: 'Synchronise the clocks of this machine and of the backend’s.', command: 'timedatectl' },
            },
          ],
    ),
};
