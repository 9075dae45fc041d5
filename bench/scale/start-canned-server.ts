import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface CannedServer {
  /** What whoever runs against it finds in its environment, and nothing else of AWS or spotctl. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts backend and EC2 of a fleet of that size, and waits until they are ready. */
export async function startCannedServer(size: number): Promise<CannedServer> {
  const script = fileURLToPath(new URL('canned-server.ts', import.meta.url));
  const server = spawn(process.execPath, [script, String(size)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(server.stdout, 'data');
  const url = `http://127.0.0.1:${String(port).trim()}`;
  return { env: environmentFor(url), stop: () => void server.kill() };
}

function environmentFor(url: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    XDG_CONFIG_HOME: '/nonexistent',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    SPOTCTL_BACKEND_URL: url,
    SPOTCTL_TOKEN: 'token-of-the-client',
  };
}
