import { describe, expect, it } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { backendAt, html, json, loopback, type Reply, TOKEN } from './loopback.ts';

async function errorFrom(reply: Reply): Promise<SpotctlError> {
  const { url } = await loopback(reply);
  const outcome: unknown = await backendAt(url)
    .agents('client')
    .then(
      () => 'an answer',
      (error: unknown) => error,
    );
  if (outcome instanceof SpotctlError) return outcome;
  throw new Error('There was no SpotctlError.', { cause: outcome });
}

const reply =
  (text: string, contentType = 'application/json'): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': contentType }).end(text);
  };

describe('an answer that is not what the contract promises', () => {
  it.each([
    { what: 'a login page', answer: html('Sign in', 200), cause: 'the answer is an HTML page, not JSON' },
    { what: 'broken JSON', answer: reply('[{"id": "f389'), cause: 'the JSON is broken or cut off' },
    { what: 'plain text', answer: reply('OK', 'text/plain'), cause: 'the answer is not JSON' },
    { what: 'nothing', answer: reply(''), cause: 'the answer is empty' },
    { what: 'another shape', answer: json({ agents: [] }), cause: 'the answer should be array' },
    { what: 'a field of another type', answer: json([{ id: 7 }]), cause: 'the answer’s [0].id should be string' },
  ])('is refused by name: $what', async ({ answer, cause }) => {
    const error = await errorFrom(answer);

    expect(error.code).toBe('BACKEND_SHAPE');
    expect(error.message).toBe('GET /api/client/client/agents answered 200, but not as the contract says.');
    expect(error.cause).toBe(cause);
  });

  it('is refused where its length was promised and not kept', async () => {
    const error = await errorFrom((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('[1,', () => response.destroy());
    });

    expect(error.code).toBe('BACKEND_UNREACHABLE');
  });

  it('is cut off at the limit when it is a gigabyte long', async () => {
    const mebibyte = Buffer.alloc(1_048_576, ' ');
    let sent = 0;

    const error = await errorFrom((response) => {
      const pour = (): void => {
        while (sent < 1024) {
          sent += 1;
          if (!response.write(mebibyte)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });

    expect(error.code).toBe('BACKEND_TOO_LARGE');
    expect(error.message).toBe('GET /api/client/client/agents answered with more than 64 MiB.');
    expect(sent).toBeLessThan(128);
  });

  it('is quoted in short and without the token', async () => {
    const error = await errorFrom(json({ error: `${TOKEN} ${'x'.repeat(5_000)}\nnext line` }, 500));

    expect(error.cause).toBe(`[token] ${'x'.repeat(292)}…`);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %d is not followed, so that no other host learns the token', async (status) => {
    const other = await loopback(json([]));

    const error = await errorFrom((response) => {
      response.writeHead(status, { location: `${other.url}/elsewhere` }).end();
    });

    expect(error.code).toBe('BACKEND_REDIRECTED');
    expect(error.cause).toBe(`it redirects to ${other.url}/elsewhere`);
    expect(other.requests).toEqual([]);
  });

  it('does not turn a report into a success', async () => {
    const other = await loopback(json({ success: true, message: 'Termination report recorded' }));
    const { url } = await loopback((response) => {
      response.writeHead(307, { location: other.url }).end();
    });

    const reporting = backendAt(url).reportTermination('agent', {
      instanceId: 'i-0123456789abcdef0',
      terminatedAt: '2026-11-23T12:00:00Z',
    });

    await expect(reporting).rejects.toMatchObject({ code: 'BACKEND_REDIRECTED' });
    expect(other.requests).toEqual([]);
  });
});
