import { expect, test } from 'vitest';
import { targetError } from '../../../src/domain/termination/termination-report.ts';
import type { TerminationEvent } from '../../../src/usecases/termination/termination-event.ts';
import { advanceLive, LIVE_COLUMNS, liveLines, startLive } from '../../../src/views/termination/live-termination.ts';
import { screen } from '../../support/screen.ts';

const START = '2026-11-23T12:00:00.000Z';
const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0aaaaaaaaaaaaaaa2';
const C = 'i-0aaaaaaaaaaaaaaa3';
const D = 'i-0aaaaaaaaaaaaaaa4';
const targets = [A, B, C, D].map((id) => ({ id, az: 'ap-south-1a', region: 'ap-south-1', state: 'running' }) as const);

function after(seconds: number): string {
  return new Date(Date.parse(START) + seconds * 1_000).toISOString();
}

function shown(events: readonly (readonly [number, TerminationEvent])[], columns = 80): readonly string[] {
  const live = events.reduce((now, [seconds, event]) => advanceLive(now, { event, now: after(seconds) }), startLive(targets, START));
  return liveLines(live, screen({ columns, now: after(75) }));
}

const mixed: readonly (readonly [number, TerminationEvent])[] = [
  [1, { kind: 'request-cancelled', id: A, requestId: 'sir-1' }],
  [2, { kind: 'accepted', id: A, requestId: null }],
  [2, { kind: 'accepted', id: B, requestId: null }],
  [10, { kind: 'state', id: B, state: 'shutting-down' }],
  [3, { kind: 'refused', id: C, error: targetError('TERMINATION_REFUSED', 'no') }],
  [30, { kind: 'gone', id: A, at: after(30), wasAlready: false }],
  [31, { kind: 'reported', id: A }],
];

test('shows where each instance stands, since when, and the totals', () => {
  expect(shown(mixed).join('\n')).toMatchInlineSnapshot(`
    "INSTANCE             ZONE         STATE          FOR  BACKEND
    i-0aaaaaaaaaaaaaaa1  ap-south-1a  terminated     45s  told     sir-1 cancelled
    i-0aaaaaaaaaaaaaaa2  ap-south-1a  shutting-down   1m  -
    i-0aaaaaaaaaaaaaaa3  ap-south-1a  refused         1m  -        TERMINATION_REFU…
    i-0aaaaaaaaaaaaaaa4  ap-south-1a  running         1m  -
    1 gone, 1 reported, 1 refused of 4 instances · 1m"
  `);
});

test('is not wider than the terminal, whatever the notes say', () => {
  const error = targetError('REPORT_UNDELIVERED', 'the backend failed');
  const events = [
    ...mixed,
    [40, { kind: 'gone', id: D, at: after(40), wasAlready: false }],
    [41, { kind: 'report-failed', id: D, error }],
  ] as const;

  const lines = shown(events, LIVE_COLUMNS);

  expect(lines.filter((line) => line.length > LIVE_COLUMNS)).toEqual([]);
  expect(lines.at(-1)).toBe('2 gone, 1 reported, 1 refused of 4 instances · 1m');
});

test('knows nothing of an instance that is not in the plan, nor of the wait as a whole', () => {
  const before = shown([]);

  expect(
    shown([
      [5, { kind: 'waiting', count: 2, waitedSeconds: 5 }],
      [6, { kind: 'reported', id: 'i-1' }],
    ]),
  ).toEqual(before);
});
