import type { Environment } from '../settings/environment.ts';
import { keep, plainVersion, readKept } from './kept-version.ts';

const REGISTRY = 'https://registry.npmjs.org';
const TIMEOUT_MS = 3_000;
const MOST_BYTES = 1_000_000;

/** Asks the registry for the newest version, and keeps it. What goes wrong is nobody's concern: tomorrow it is asked again. */
export async function askRegistry({ cacheFolder, npmRegistry }: Pick<Environment, 'cacheFolder' | 'npmRegistry'>): Promise<void> {
  const answer = await read(`${(npmRegistry ?? REGISTRY).replace(/\/$/u, '')}/spotctl/latest`).catch(() => null);
  const newest = plainVersion(versionIn(answer));
  if (newest !== null) keep(cacheFolder, { ...readKept(cacheFolder), newest });
}

async function read(address: string): Promise<string> {
  const url = new URL(address);
  const { get } = url.protocol === 'http:' ? await import('node:http') : await import('node:https');
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const request = get(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      text += piece;
      if (text.length > MOST_BYTES) response.destroy(new Error('The answer is too long.'));
    });
    response.on('end', () => {
      resolve(text);
    });
    response.on('error', reject);
  });
  request.on('error', reject);
  return await promise;
}

function versionIn(answer: string | null): unknown {
  try {
    const document: unknown = JSON.parse(answer ?? '');
    return typeof document === 'object' && document !== null && 'version' in document ? document.version : null;
  } catch {
    return null;
  }
}
