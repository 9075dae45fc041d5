import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PhaseWatch } from '../../../src/gateways/backend-http/phase-watch.ts';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function watching(timeoutMs: number) {
  const expired: unknown[] = [];
  return { expired, watch: new PhaseWatch({ timeoutMs, onExpired: (what) => expired.push(what) }) };
}

describe('the watch over a request', () => {
  it('waits ten seconds for a connection', () => {
    const { expired } = watching(MINUTE_MS);

    vi.advanceTimersByTime(9_999);
    const before = [...expired];
    vi.advanceTimersByTime(1);

    expect(before).toEqual([]);
    expect(expired).toEqual([{ phase: 'connect', waitedMs: 10_000 }]);
  });

  it('waits for an answer as long as the whole call may take', () => {
    const { expired, watch } = watching(MINUTE_MS);

    watch.hear('headers');
    vi.advanceTimersByTime(MINUTE_MS);

    expect(expired).toEqual([{ phase: 'headers', waitedMs: MINUTE_MS }]);
  });

  it('bears thirty seconds of silence within an answer, counted from the last word', () => {
    const { expired, watch } = watching(2 * MINUTE_MS);

    watch.hear('body');
    vi.advanceTimersByTime(29_000);
    watch.hear('body');
    vi.advanceTimersByTime(29_000);
    const before = [...expired];
    vi.advanceTimersByTime(1_000);

    expect(before).toEqual([]);
    expect(expired).toEqual([{ phase: 'body', waitedMs: 30_000 }]);
  });

  it('never waits longer than the whole call may take, and tells its end once', () => {
    const { expired, watch } = watching(200);

    watch.hear('body');
    vi.advanceTimersByTime(MINUTE_MS);

    expect(expired).toEqual([{ phase: 'body', waitedMs: 200 }]);
  });

  it('is silent once stopped', () => {
    const { expired, watch } = watching(MINUTE_MS);

    watch.stop();
    vi.advanceTimersByTime(MINUTE_MS);

    expect(expired).toEqual([]);
  });
});
