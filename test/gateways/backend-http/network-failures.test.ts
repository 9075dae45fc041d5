import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createNetServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { backendAt, json, listening, loopback } from './loopback.ts';

const SHORT_MS = 200;

async function errorOf(asking: Promise<unknown>): Promise<SpotctlError> {
  const outcome: unknown = await asking.then(
    () => 'an answer',
    (error: unknown) => error,
  );
  if (outcome instanceof SpotctlError) return outcome;
  throw new Error('There was no SpotctlError.', { cause: outcome });
}

function pem(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');
}

async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return await listening(server);
}

async function closedPort(): Promise<number> {
  const server = createNetServer();
  const port = await listening(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

describe('a backend that cannot be asked', () => {
  it('is told apart as a host without an address', async () => {
    const error = await errorOf(backendAt('http://no-such-host.invalid').identify());

    expect(error.code).toBe('BACKEND_UNRESOLVED');
    expect(error.message).toBe('The host name no-such-host.invalid has no address.');
  });

  it('is told apart as a port where nothing listens', async () => {
    const port = await closedPort();

    const error = await errorOf(backendAt(`http://127.0.0.1:${port}`).identify());

    expect(error.code).toBe('BACKEND_REFUSED');
    expect(error.message).toBe(`127.0.0.1:${port} refused the connection.`);
  });

  it('is told apart as one whose certificate nobody signed', async () => {
    const port = await portOf(createTlsServer({ key: pem('self-signed.key.pem'), cert: pem('self-signed.cert.pem') }));

    const error = await errorOf(backendAt(`https://127.0.0.1:${port}`).identify());

    expect(error.code).toBe('BACKEND_TLS');
    expect(error.details).toMatchObject({ reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is told apart as one that speaks no TLS on an https address', async () => {
    const { url } = await loopback(json({}));

    const error = await errorOf(backendAt(url.replace('http:', 'https:')).identify());

    expect(error.code).toBe('BACKEND_TLS');
    expect(error.cause).toBe('wrong version number: the port may speak plain HTTP');
  });

  it('is told apart as one that speaks something else than HTTP', async () => {
    const port = await portOf(createNetServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));

    const error = await errorOf(backendAt(`http://127.0.0.1:${port}`).identify());

    expect(error.code).toBe('BACKEND_SHAPE');
  });

  it('is told apart as one that resets the connection', async () => {
    const port = await portOf(createNetServer((socket) => socket.once('data', () => socket.resetAndDestroy())));

    const error = await errorOf(backendAt(`http://127.0.0.1:${port}`).identify());

    expect(error.code).toBe('BACKEND_UNREACHABLE');
    expect(error.details).toMatchObject({ phase: 'headers', reason: 'ECONNRESET' });
  });
});

it('says so where a backend hangs up in the middle of its answer', async () => {
  const { url } = await loopback((response) => {
    response.writeHead(200, { 'content-length': '100' }).write('[', () => response.destroy());
  });

  const error = await errorOf(backendAt(url).identify());

  expect(error.code).toBe('BACKEND_UNREACHABLE');
  expect(error.cause).toBe('The connection was closed in the middle of the answer.');
});

describe('a backend that keeps the operator waiting', () => {
  it('is given up when it does not answer', async () => {
    const { url } = await loopback(() => undefined);

    const error = await errorOf(backendAt(url, { timeoutMs: SHORT_MS }).identify());

    expect(error.code).toBe('BACKEND_TIMEOUT');
    expect(error.message).toMatch(/^GET \/api\/client\/validate was given up: 127\.0\.0\.1:\d+ did not answer within 0\.2 s\.$/);
    expect(error.details).toMatchObject({ phase: 'headers' });
  });

  it('is given up when it takes the connection and never speaks TLS', async () => {
    const port = await portOf(createNetServer());

    const error = await errorOf(backendAt(`https://127.0.0.1:${port}`, { timeoutMs: SHORT_MS }).identify());

    expect(error.code).toBe('BACKEND_TIMEOUT');
    expect(error.details).toMatchObject({ phase: 'connect' });
  });

  it('is not taken to have begun its answer by a hint in advance', async () => {
    const { url } = await loopback((response) => response.writeEarlyHints({ link: '</style.css>; rel=preload' }));

    const error = await errorOf(backendAt(url, { timeoutMs: SHORT_MS }).identify());

    expect(error.details).toMatchObject({ phase: 'headers' });
  });

  it('is given up when it falls silent in the middle of its answer', async () => {
    const { url } = await loopback((response) => response.writeHead(200, { 'content-type': 'application/json' }).write('['));

    const error = await errorOf(backendAt(url, { timeoutMs: SHORT_MS }).identify());

    expect(error.code).toBe('BACKEND_TIMEOUT');
    expect(error.details).toMatchObject({ phase: 'body' });
  });

  it('is given up when it drips byte by byte without an end', async () => {
    const { url } = await loopback((response) => {
      const dripping = setInterval(() => response.write(' '), SHORT_MS / 10);
      response.on('close', () => clearInterval(dripping));
    });

    const error = await errorOf(backendAt(url, { timeoutMs: SHORT_MS }).identify());

    expect(error.code).toBe('BACKEND_TIMEOUT');
    expect(error.details).toMatchObject({ phase: 'body' });
  });
});
