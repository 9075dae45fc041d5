import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import type { Outcome } from '../../../src/gateways/backend-http/exchange.ts';
import { retryPauseMs } from '../../../src/gateways/backend-http/retry-pause.ts';
import { backendAt, html, json, loopback, type Reply } from './loopback.ts';

const CLIENT = { valid: true, client_id: 'c1', name: 'Acme', email: 'ops@acme.example' };
const REPORT = { instanceId: 'i-0123456789abcdef0', terminatedAt: '2026-11-23T12:00:00Z' };

/** A connection is free for the next request one turn of the event loop after its answer. */
const connectionKept = (): Promise<void> => setImmediate();

const reset: Reply = (response) => response.socket?.resetAndDestroy();

/** Gives each answer once, the last one for ever. */
function inTurn(replies: readonly Reply[]): Reply {
  let next = 0;
  return (response, request) => {
    const reply = replies[Math.min(next, replies.length - 1)];
    next += 1;
    reply?.(response, request);
  };
}

describe('a read', () => {
  it.each([
    ['the backend’s pool of database connections was empty', html('500 Internal Server Error', 500)],
    ['the pool was empty inside a handler', json({ error: 'Failed getting connection; pool exhausted' }, 500)],
    ['a gateway lost the backend', json({}, 502)],
    ['the backend was busy', json({}, 503)],
    ['a gateway gave up waiting', json({}, 504)],
    ['there were too many requests', json({}, 429)],
    ['the connection broke', reset],
  ])('is tried again when %s', async (_, trouble) => {
    const { url, requests } = await loopback(inTurn([trouble, trouble, json(CLIENT)]));

    const client = await backendAt(url).identify();

    expect(client).toEqual({ id: 'c1', name: 'Acme' });
    expect(requests).toHaveLength(3);
  });

  it('is tried three times, not more', async () => {
    const { url, requests } = await loopback(reset);

    const asking = backendAt(url).identify();

    await expect(asking).rejects.toMatchObject({ code: 'BACKEND_UNREACHABLE' });
    expect(requests).toHaveLength(3);
  });

  it.each([
    ['the token is refused', json({ valid: false, error: 'Invalid token' }, 401)],
    ['a column is missing', json({ error: "1054 (42S22): Unknown column 'i.x' in 'WHERE'" }, 500)],
    ['nothing is there', html('404 Not Found', 404)],
    ['the answer has another shape', json({})],
  ])('is tried once when %s', async (_, answer) => {
    const { url, requests } = await loopback(answer);

    const asking = backendAt(url).identify();

    await expect(asking).rejects.toBeInstanceOf(SpotctlError);
    expect(requests).toHaveLength(1);
  });
});

describe('a write', () => {
  it.each([
    { what: 'an empty connection pool', trouble: html('500 Internal Server Error', 500), code: 'BACKEND_FAILED' },
    { what: 'a lost backend', trouble: json({}, 503), code: 'BACKEND_FAILED' },
    { what: 'a broken connection', trouble: reset, code: 'BACKEND_UNREACHABLE' },
  ])('is never tried again after $what', async ({ trouble, code }) => {
    const { url, requests } = await loopback(trouble);

    const reporting = backendAt(url).reportTermination('agent', REPORT);

    await expect(reporting).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(1);
  });

  it('is made over a connection of its own, never one that the backend may be closing', async () => {
    const ports: (number | undefined)[] = [];
    const { url } = await loopback((response, request) => {
      ports.push(response.socket?.remotePort);
      json(request.method === 'GET' ? CLIENT : { success: true, message: 'Termination report recorded' })(response, request);
    });
    const backend = backendAt(url);

    await backend.identify();
    await connectionKept();
    await backend.identify();
    await connectionKept();
    await backend.reportTermination('agent', REPORT);

    expect(ports[1]).toBe(ports[0]);
    expect(ports[2]).not.toBe(ports[0]);
  });
});

const refused: Outcome = { kind: 'failed', isTransient: true, error: new SpotctlError({ code: 'BACKEND_REFUSED', message: 'refused' }) };

function busy(retryAfter: string | null = null): Outcome {
  return { kind: 'answered', answer: { status: 503, contentType: '', location: null, retryAfter, text: '' } };
}

describe('the pause before another try', () => {
  it('is anything up to twice as long each time', () => {
    const longest = [1, 2].map((attempt) => retryPauseMs({ outcome: busy(), attempt, remainingMs: 10_000, random: 1 }));
    const shortest = retryPauseMs({ outcome: busy(), attempt: 2, remainingMs: 10_000, random: 0 });

    expect(longest).toEqual([400, 800]);
    expect(shortest).toBe(0);
  });

  it('is as long as the backend asks for, if that fits into the time that is left', () => {
    const fits = retryPauseMs({ outcome: busy('3'), attempt: 1, remainingMs: 10_000, random: 0 });
    const tooLong = retryPauseMs({ outcome: busy('60'), attempt: 1, remainingMs: 10_000, random: 0 });

    expect(fits).toBe(3_000);
    expect(tooLong).toBeNull();
  });

  it('is none when nothing ever listened, and one when something did a moment ago', () => {
    const atOnce = retryPauseMs({ outcome: refused, attempt: 1, remainingMs: 10_000, random: 0.5 });
    const afterReset = retryPauseMs({ outcome: refused, attempt: 2, remainingMs: 10_000, random: 0.5 });

    expect(atOnce).toBeNull();
    expect(afterReset).toBe(400);
  });
});
