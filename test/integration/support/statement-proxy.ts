import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What is done when a statement of a schema change is on its way: `hold` keeps it from the server. */
export type OnStatement = (sql: string, cut: () => void) => 'pass' | 'hold';

/** COM_QUERY, after three bytes of length and one of sequence. */
const QUERY = 3;
/** Where the server knows attributes of a query, their number comes before it. */
const NO_ATTRIBUTES = String.fromCodePoint(0, 1);
/** How long the server keeps a connection whose client is gone: a broken network tells it late. */
const ORPHAN_MS = 1_500;

/** A way to the server that sees each ALTER TABLE and CREATE INDEX pass that changes something, and can lose the client at that moment. */
export async function startStatementProxy(
  serverPort: number,
  onStatement: OnStatement,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    let isCut = false;
    const cut = (): void => {
      isCut = true;
      client.destroy();
      setTimeout(() => upstream.destroy(), ORPHAN_MS);
    };
    client.on('data', (packet) => {
      const sql = packet[4] === QUERY ? packet.subarray(5).toString().replace(NO_ATTRIBUTES, '') : '';
      const passes = isChange(sql) ? onStatement(sql, cut) : 'pass';
      if (passes === 'pass') upstream.write(packet);
    });
    upstream.on('data', (packet) => void (client.destroyed || client.write(packet)));
    client.on('close', () => void (isCut || upstream.destroy()));
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return {
    port: address.port,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** Not those that only ask for privileges. */
function isChange(sql: string): boolean {
  return /^(?:ALTER TABLE|CREATE INDEX)/.test(sql) && !sql.includes('spotctl_probe');
}
