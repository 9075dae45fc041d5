import type { DatabaseServerFacts } from '../domain/findings/diagnosis-input.ts';
import { notAsked, type Seen } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

/** The database server's clock and modes. One query; its clock is held against the middle of the call. */
export async function gatherServer(ports: Ports): Promise<Seen<DatabaseServerFacts>> {
  const asked = await see(ask(ports));
  if (!asked.ok) return asked;
  return asked.value === null ? notAsked('no database is configured') : { ok: true, value: asked.value };
}

async function ask(ports: Ports): Promise<DatabaseServerFacts | null> {
  const database = await ports.database();
  if (database === null) return null;
  const { flavour } = await database.server();
  const startedAt = ports.clock.now().getTime();
  const { now, utcOffsetSeconds, sqlModes } = await database.clock();
  const middle = (startedAt + ports.clock.now().getTime()) / 2;
  return { flavour, utcOffsetSeconds, sqlModes, clockSkewSeconds: (Date.parse(now) - middle) / 1_000 };
}
