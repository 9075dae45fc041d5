import { Socket } from 'node:net';

import type { MysqlPool } from 'kysely';
import type { Pool } from 'mysql2';

const GRACE_MS = 1000;

/** The same pool, whose end a server that says nothing cannot hold up: its connections are cut after a second. */
export function endingPool(pool: Pool): MysqlPool {
  const open = new Set<Socket>();
  pool.on('connection', (connection) => {
    // mysql2's own destroy() waits for the other side to close, too.
    const socket: unknown = Reflect.get(connection, 'stream');
    if (!(socket instanceof Socket)) return;
    open.add(socket);
    socket.once('close', () => void open.delete(socket));
  });
  return {
    getConnection: (take) => pool.getConnection(take),
    end: (ended) => {
      const cut = setTimeout(() => {
        for (const socket of open) socket.destroy();
        ended(undefined);
      }, GRACE_MS);
      pool.end((error) => {
        clearTimeout(cut);
        ended(error);
      });
    },
  };
}
