import { mariadb } from '../../test/integration/support/mariadb-server.ts';
import { mysql } from '../../test/integration/support/mysql-server.ts';

const NAME = 'fleet';
/** Each commit on the disk before it is acknowledged: the servers of the tests do without. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1'];

export interface LoadedDatabase {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A server of its own with an empty database; `null` where SQLite is to be measured. */
export async function startDatabase(flavour: string | undefined): Promise<LoadedDatabase | null> {
  const kinds = new Map(Object.entries({ mariadb, mysql }));
  if (flavour === undefined) return null;
  const kind = kinds.get(flavour);
  if (kind === undefined) throw new Error(`There is no ${flavour} to measure on: mariadb or mysql.`);
  const server = await kind.start({ bufferPoolMegabytes: 256, options: DURABLE });
  await server.run([`CREATE DATABASE ${NAME} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`]);
  return { url: server.url(NAME), stop: server.stop };
}
