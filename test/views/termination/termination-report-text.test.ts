import { expect, test } from 'vitest';
import { type ReportedTarget, targetError, type TerminationReport, totalsOf } from '../../../src/domain/termination/termination-report.ts';
import { terminationProgress } from '../../../src/views/termination/termination-progress.ts';
import { terminationReportText } from '../../../src/views/termination/termination-report-text.ts';
import { screen } from '../../support/screen.ts';

const nothing = { volumes: [], networkInterfaces: [], addresses: [] };

function ended(facts: Partial<ReportedTarget>): ReportedTarget {
  return {
    id: 'i-0aaaaaaaaaaaaaaa1',
    region: 'ap-south-1',
    outcome: 'terminated',
    previousState: 'running',
    reported: true,
    error: null,
    leftBehind: nothing,
    ...facts,
  };
}

function report(targets: readonly ReportedTarget[], hourlySaving: number | null = 0): TerminationReport {
  return { runId: '01JDC0000000000000000000RN', account: '123456789012', targets, totals: totalsOf(targets), hourlySaving };
}

test('tells every outcome, what went wrong with it, and what stays behind', () => {
  const text = terminationReportText(
    report(
      [
        ended({ leftBehind: { ...nothing, volumes: ['vol-1'] } }),
        ended({ id: 'i-0bbbbbbbbbbbbbbb2', outcome: 'already-gone', previousState: 'terminated' }),
        ended({
          id: 'i-0ccccccccccccccc3',
          reported: false,
          error: {
            ...targetError('REPORT_UNDELIVERED', 'It has ended, but the backend did not take the report: answered 500'),
            cause: '1054 (42S22): Unknown column',
          },
        }),
        ended({
          id: 'i-0ddddddddddddddd4',
          outcome: 'pending',
          reported: false,
          error: targetError('WAIT_EXPIRED', 'It was still ending.'),
        }),
      ],
      0.027,
    ),
    screen(),
  );

  expect(text).toMatchInlineSnapshot(`
    "INSTANCE             REGION      OUTCOME       BEFORE      BACKEND
    i-0aaaaaaaaaaaaaaa1  ap-south-1  terminated    running     told
    i-0bbbbbbbbbbbbbbb2  ap-south-1  already-gone  terminated  told
    i-0ccccccccccccccc3  ap-south-1  terminated    running     not told
    i-0ddddddddddddddd4  ap-south-1  pending       running     not told
    ! i-0ccccccccccccccc3: It has ended, but the backend did not take the report: answered 500
      Why:  1054 (42S22): Unknown column
      Next: When the backend answers again, run the same command: it delivers the report.
    ! i-0ddddddddddddddd4: It was still ending.
      Next: Run the command again: it continues where this run stopped.
    ! i-0aaaaaaaaaaaaaaa1 left behind, and goes on costing: volumes vol-1.
    ! 2 terminated, 1 already gone, 1 pending in account 123456789012; 2 ends reported to the backend. Saves $0.0270 an
      hour.
    "
  `);
});

test.for([
  [0.0135, '✓ 1 terminated in account 123456789012; 1 end reported to the backend. Saves $0.0135 an hour.\n'],
  [0, '✓ 1 terminated in account 123456789012; 1 end reported to the backend.\n'],
  [null, '✓ 1 terminated in account 123456789012; 1 end reported to the backend. Saves an amount that no source knows.\n'],
] as const)('ends with the totals, where the saving is %s', ([saving, line]) => {
  expect(terminationReportText(report([ended({})], saving), screen())).toContain(line);
});

test('says that there was nothing to do', () => {
  expect(terminationReportText(report([]), screen())).toBe('✓ Nothing to terminate in account 123456789012.\n');
});

test('lets no control character of EC2 or the backend through', () => {
  const error = { ...targetError('AWS_FAILED', 'EC2 said \u001b[31m'), cause: 'and \u0007' };

  const text = terminationReportText(report([ended({ outcome: 'failed', error })]), screen());

  expect(text).toContain('EC2 said \\x1b[31m');
  expect(text).toContain('and \\x07');
});

test.for([
  [{ kind: 'accepted', id: 'i-1', requestId: null }, 'i-1: EC2 accepted the termination.'],
  [{ kind: 'request-cancelled', id: 'i-1', requestId: 'sir-1' }, 'i-1: spot request sir-1 cancelled.'],
  [{ kind: 'unprotected', id: 'i-1' }, 'i-1: protection lifted.'],
  [{ kind: 'waiting', count: 2, waitedSeconds: 75 }, 'Waiting for 2 instances to end, 75 s so far.'],
  [{ kind: 'state', id: 'i-1', state: 'shutting-down' }, 'i-1: shutting-down.'],
  [{ kind: 'gone', id: 'i-1', at: '2026-11-23T12:00:00.000Z', wasAlready: true }, 'i-1: was gone already.'],
  [{ kind: 'gone', id: 'i-1', at: '2026-11-23T12:00:00.000Z', wasAlready: false }, 'i-1: terminated.'],
  [{ kind: 'reported', id: 'i-1' }, 'i-1: reported to the backend.'],
  [{ kind: 'failed', id: 'i-1', error: targetError('AWS_DENIED', 'not permitted') }, 'i-1: not permitted (AWS_DENIED)'],
  [{ kind: 'finished', report: report([]), meaning: 'done', isOver: true, trouble: null }, null],
] as const)('tells the event %o', ([event, line]) => {
  expect(terminationProgress(event)).toBe(line);
});
