import { requireServer } from '../../support/require-server.ts';
import type { DatabaseFlavour } from './database-server.ts';
import { mariadb } from './mariadb-server.ts';
import { mysql } from './mysql-server.ts';

/** Holds one suite on every kind of server; of one that is not here its tests are reported as not run, by its name. */
export async function onEveryServer(suite: (flavour: DatabaseFlavour) => void): Promise<void> {
  for (const flavour of [mariadb, mysql]) await requireServer(flavour, () => suite(flavour));
}
