import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/domain/errors/catalogue.ts';
import {
  exitMeaningOf,
  type ReportedTarget,
  targetError,
  type TerminationOutcome,
  totalsOf,
} from '../../../src/domain/termination/termination-report.ts';

const usual = { isInterrupted: false, waits: true, sawEverything: true };

function ended(outcome: TerminationOutcome, code: ErrorCode | null = null): ReportedTarget {
  const error = code === null ? null : targetError(code, 'because');
  const leftBehind = { volumes: [], networkInterfaces: [], addresses: [] };
  return {
    id: 'i-0aaaaaaaaaaaaaaa1',
    region: 'ap-south-1',
    outcome,
    previousState: 'running',
    reported: error === null,
    error,
    leftBehind,
  };
}

test.for([
  ['done', 'nothing to do', [], usual],
  ['done', 'all terminated or gone', [ended('terminated'), ended('already-gone')], usual],
  ['problems', 'all failed', [ended('failed', 'AWS_DENIED')], usual],
  ['problems', 'all failed or refused', [ended('failed', 'AWS_DENIED'), ended('refused', 'TERMINATION_REFUSED')], usual],
  ['partial', 'one failed', [ended('terminated'), ended('failed', 'AWS_DENIED')], usual],
  ['partial', 'one not reported', [ended('terminated', 'REPORT_UNDELIVERED')], usual],
  ['partial', 'one came back', [ended('terminated', 'RESPAWNED')], usual],
  ['partial', 'one unknown', [ended('unknown', 'OUTCOME_UNKNOWN')], usual],
  ['partial', 'one refused', [ended('terminated'), ended('refused', 'TERMINATION_REFUSED')], usual],
  ['partial', 'a region unread', [], { ...usual, sawEverything: false }],
  ['timeout', 'the wait ran out for one', [ended('terminated'), ended('pending', 'WAIT_EXPIRED')], usual],
  ['partial', 'the wait ran out and one failed', [ended('failed', 'AWS_DENIED'), ended('pending', 'WAIT_EXPIRED')], usual],
  ['done', 'nobody wanted to wait', [ended('pending')], { ...usual, waits: false }],
  ['refused', 'all refused', [ended('refused', 'TERMINATION_REFUSED')], usual],
  ['interrupted', 'interrupted', [ended('terminated'), ended('pending', 'INTERRUPTED')], { ...usual, isInterrupted: true }],
] as const)('ends as %s: %s', ([meaning, , targets, run]) => {
  expect(exitMeaningOf(targets, run)).toBe(meaning);
});

test('counts each outcome, and what the backend was told', () => {
  const totals = totalsOf([ended('terminated'), ended('terminated', 'REPORT_UNDELIVERED'), ended('already-gone')]);

  expect(totals).toEqual({ terminated: 2, alreadyGone: 1, failed: 0, refused: 0, unknown: 0, pending: 0, reported: 2 });
});
