import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import type { InstanceClaim, MachineClaim } from '../../ports/machine.ts';

const PATIENCE_MS = 500;
/** Each takes a file descriptor, and a process may have as few as 256 of them. */
const MOST_HELD = 200;
const SOMEBODY = 'another process on this machine';
/** What a holder may say of itself: anybody on the machine could hold such a name. */
const SAYING = /^[\x20-\x7e]{1,120}$/;

/**
 * Holds a name of the machine for each instance: an abstract socket, which the system frees with its process, however that ends.
 * Only Linux has them; elsewhere, where the system refuses, and beyond the first 200, nothing is held, and the journal's own locks are
 * what is left.
 */
export async function claimInstances(cloud: string, { ids, who }: InstanceClaim): Promise<MachineClaim> {
  const isPossible = process.platform === 'linux';
  const servers: Server[] = [];
  const heldBy = new Map<string, string>();
  for (const id of isPossible ? ids.slice(0, MOST_HELD) : []) {
    const name = nameOf(cloud, id);
    const server = await hold(name, who);
    if (server === 'taken') heldBy.set(id, await askHolder(name));
    else if (server !== null) servers.push(server);
  }
  return {
    heldBy,
    release: () => {
      for (const server of servers) server.close();
    },
  };
}

function nameOf(cloud: string, id: string): string {
  return `\0spotctl-${createHash('sha256').update(`${cloud}\n${id}`).digest('hex')}`;
}

/** `null` where the system holds no such names. */
async function hold(name: string, who: string): Promise<Server | 'taken' | null> {
  const { promise, resolve } = Promise.withResolvers<Server | 'taken' | null>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(who);
  });
  server.on('error', (error: Error & { readonly code?: string }) => resolve(error.code === 'EADDRINUSE' ? 'taken' : null));
  server.listen(name, () => resolve(server));
  server.unref();
  return await promise;
}

async function askHolder(name: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect(name);
  let said = '';
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.on('data', (text: Buffer) => (said += text.toString('latin1').slice(0, 200)));
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(SAYING.test(said) ? said : SOMEBODY));
  return await promise;
}
