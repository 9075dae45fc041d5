import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';
import { UNTIMED_WINDOW_SECONDS, type UntimedSwitches } from '../domain/untimed-switches.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** The client's switches that were booked lately without their times. Two queries of the database, none where its rows were not seen. */
export async function gatherSwitches(ports: Ports, snapshot: FleetSnapshot): Promise<Seen<readonly UntimedSwitches[]>> {
  const { database: rows, client, takenAt } = snapshot;
  if (!rows.ok) return rows;
  const clientId = client.ok ? client.value.id : rows.value.agents[0]?.clientId;
  if (clientId == null) return { ok: true, value: [] };
  const since = new Date(Date.parse(takenAt) - UNTIMED_WINDOW_SECONDS * 1_000).toISOString();
  return await see(
    ports.database().then(async (database) => (database === null ? [] : await database.untimedSwitches({ clientId, since }))),
  );
}
