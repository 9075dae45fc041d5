import { requiredTables } from '../../domain/schema/required-schema.ts';
import type { FleetDatabase } from '../../ports/fleet-database.ts';
import { readFleetRows } from './fleet-rows.ts';
import { readInstanceEvents } from './instance-events.ts';
import { readServerClock } from './read-server-clock.ts';
import type { SqlSession } from './sql-session.ts';
import { readUntimedSwitches } from './untimed-switches.ts';

/** The backend's database over one session. */
export function sessionDatabase(session: SqlSession): FleetDatabase {
  const schema = (): ReturnType<FleetDatabase['schema']> => session.describe(requiredTables.map(({ name }) => name));
  return {
    server: async () => session.server,
    clock: async () => await readServerClock(session),
    schema,
    changes: () => session.changes(),
    fleet: async (clientId) => await readFleetRows(session, { clientId, schema: await schema() }),
    events: async (of) => await readInstanceEvents(session, { ...of, schema: await schema() }),
    untimedSwitches: async (of) => await readUntimedSwitches(session, of),
    close: () => session.close(),
  };
}
