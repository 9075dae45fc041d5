import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface FreezingProxy {
  readonly port: number;
  /** From here on nothing passes either way, and no connection is closed: as where the server's machine is frozen. */
  readonly freeze: () => void;
  readonly close: () => void;
}

/** A way to a server that can stop in the middle of everything. */
export async function startFreezingProxy(serverPort: number): Promise<FreezingProxy> {
  const open = new Set<Socket>();
  let isFrozen = false;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('error', () => undefined);
      from.on('data', (packet) => void (isFrozen || to.write(packet)));
      from.on('end', () => void (isFrozen || to.end()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return {
    port: address.port,
    freeze: () => {
      isFrozen = true;
    },
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
