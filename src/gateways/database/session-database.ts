import { requiredTables } from '../../domain/schema/required-schema.ts';
import type { FleetDatabase } from '../../ports/fleet-database.ts';
import { clientOfToken } from './client-of-token.ts';
import { readFleetRows } from './fleet-rows.ts';
import { readInstanceEvents } from './instance-events.ts';
import { readServerClock } from './read-server-clock.ts';
import type { SqlSession } from './sql-session.ts';
import { readUntimedSwitches } from './untimed-switches.ts';

/** The backend's database over one session. */
export function sessionDatabase(session: SqlSession, token: string | null): FleetDatabase {
  const schema = (): ReturnType<FleetDatabase['schema']> => session.describe(requiredTables.map(({ name }) => name));
  return {
    server: async () => session.server,
    clock: async () => await readServerClock(session),
    schema,
    changes: () => session.changes(),
    ownClient: async () => (token === null ? null : await clientOfToken(session, token)),
    fleet: async (clientId) => await readFleetRows(session, { clientId, schema: await schema() }),
    events: async (of) => await readInstanceEvents(session, { ...of, schema: await schema() }),
    untimedSwitches: async (of) => await readUntimedSwitches(session, of),
    close: () => session.close(),
  };
}
