import type { Agent } from './agent.ts';
import type { Instance } from './instance.ts';
import { mapRows, type Rows } from './rows/rows.ts';

export interface MergedInstance {
  readonly row: Instance;
  readonly backend: Instance | null;
  readonly database: Instance | null;
}

/** Rows of both sources by id: the database's facts win, the API fills what they leave `null`. */
export function mergeInstances(backend: Rows<Instance>, database: Rows<Instance>): Rows<MergedInstance> {
  if (database.length === 0) return mapRows(backend, (instance) => ({ row: instance, backend: instance, database: null }));
  const fromDatabase = new Map(database.map((instance) => [instance.id, instance]));
  const both = backend.map((instance): MergedInstance => {
    const other = fromDatabase.get(instance.id) ?? null;
    fromDatabase.delete(instance.id);
    return { row: other === null ? instance : fillNulls(other, instance), backend: instance, database: other };
  });
  const databaseOnly = [...fromDatabase.values()].map((instance): MergedInstance => ({ row: instance, backend: null, database: instance }));
  return [...both, ...databaseOnly];
}

/** Agents of both sources by id, merged as instances are. */
export function mergeAgents(backend: Rows<Agent>, database: Rows<Agent>): Rows<Agent> {
  if (database.length === 0) return backend;
  const fromDatabase = new Map(database.map((agent) => [agent.id, agent]));
  const both = backend.map((agent) => {
    const other = fromDatabase.get(agent.id);
    fromDatabase.delete(agent.id);
    // NULL is a wait of its own in the database; the API shows it as 30 minutes.
    return other === undefined ? agent : { ...fillNulls(other, agent), terminateWaitSeconds: other.terminateWaitSeconds };
  });
  return [...both, ...fromDatabase.values()];
}

function fillNulls<T extends object>(first: T, second: T): T {
  const filled = { ...second };
  for (const key in first) {
    if (first[key] !== null) filled[key] = first[key];
  }
  return filled;
}
