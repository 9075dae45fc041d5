import { expect, it } from 'vitest';
import { AnswerReading } from '../../../src/gateways/backend-http/answer-reading.ts';
import type { Outcome } from '../../../src/gateways/backend-http/exchange.ts';

function controller() {
  const reasons: string[] = [];
  return {
    reasons,
    aborted: false,
    paused: false,
    reason: null,
    abort: (reason: Error) => void reasons.push(reason.message),
    pause: () => undefined,
    resume: () => undefined,
  };
}

function reading(outcomes: Outcome[]): AnswerReading {
  return new AnswerReading({
    request: { method: 'POST', url: new URL('http://backend/report'), headers: {}, body: '{}', timeoutMs: 1_000 },
    maxAnswerBytes: 10,
    onOutcome: (outcome) => void outcomes.push(outcome),
    onDefect: (defect) => {
      throw defect;
    },
  });
}

it('never sends a report whose connection came only after the wait was given up', () => {
  const outcomes: Outcome[] = [];
  const late = controller();
  const report = reading(outcomes);

  report.stopAfterTimeout();
  report.onRequestStart(late);
  report.onResponseError(late, new Error('stopped before it was sent'));

  expect(late.reasons).toEqual(['stopped before it was sent']);
  expect(outcomes).toMatchObject([{ kind: 'failed', error: { code: 'BACKEND_TIMEOUT', details: { phase: 'connect' } } }]);
});

it('takes no hint in advance for the beginning of an answer', () => {
  const outcomes: Outcome[] = [];
  const open = controller();
  const report = reading(outcomes);

  report.onRequestStart(open);
  report.onResponseStart(open, 103, { link: '</style.css>' });
  report.stopAfterTimeout();

  expect(outcomes).toMatchObject([{ kind: 'failed', error: { code: 'BACKEND_TIMEOUT', details: { phase: 'headers' } } }]);
});
