import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { request } from 'undici';

const START_ATTEMPTS = 300;
const ATTEMPT_PAUSE_MS = 100;

export interface MotoServer {
  readonly url: string;
  /** Forgets every instance. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function isMotoInstalled(): Promise<boolean> {
  return promisify(execFile)('moto_server', ['--help']).then(
    () => true,
    () => false,
  );
}

/** Starts moto on a free port and waits until it answers. */
export async function startMoto(): Promise<MotoServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const reset = async (): Promise<void> => {
    const { body } = await request(`${url}/moto-api/reset`, { method: 'POST' });
    await body.dump();
  };
  await untilItAnswers(server, reset);
  return { url, reset, stop: async () => stop(server) };
}

async function untilItAnswers(server: ChildProcess, ask: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (server.exitCode !== null || attempt === START_ATTEMPTS) throw error;
      await delay(ATTEMPT_PAUSE_MS);
    }
  }
}

async function stop(server: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.once('exit', () => resolve());
  server.kill('SIGTERM');
  return promise;
}

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close(() => resolve(port));
  });
  return promise;
}
