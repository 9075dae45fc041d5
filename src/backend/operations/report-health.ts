import { health, systemHealth } from '../../wire/health.ts';
import { readiness } from '../../wire/operations.ts';
import { Refusal } from '../http/refusal.ts';
import { anyTokenRoute, openRoute, type Route } from '../http/route.ts';
import { databaseProblem } from '../store/database-problem.ts';

/** Whether the process answers and reaches its database; the schema has an endpoint of its own. */
export const healthRoute: Route = openRoute(health, async ({ store, now }) => {
  const problem = await databaseProblem(store);
  if (problem !== null) throw new Refusal(500, { status: 'unhealthy', error: problem });
  return { status: 'healthy', database: 'connected', decision_engine_loaded: false, timestamp: processTime(now) };
});

/** Whether calls should be sent here. */
export const readinessRoute: Route = openRoute(readiness, async ({ store }) => {
  const problem = await databaseProblem(store);
  if (problem !== null) throw new Refusal(503, { status: 'unready', error: problem });
  return { status: 'ready' as const };
});

/** Tells nothing of any client, so that a client's token is enough: operators without another one must see the database fail. */
export const systemHealthRoute: Route = anyTokenRoute(systemHealth, async ({ store, now }) => {
  const isConnected = (await databaseProblem(store)) === null;
  return {
    apiStatus: isConnected ? 'Healthy' : 'Degraded',
    database: isConnected ? 'Connected' : 'Disconnected',
    decisionEngine: 'Not loaded',
    connectionPool: isConnected ? '1/1' : '0/1',
    timestamp: processTime(now),
    modelStatus: { activeModels: [], files: [], filesUploaded: 0, loaded: false, name: null, version: null },
    decisionEngineStatus: { files: [], filesUploaded: 0, loaded: false, type: null, version: null },
  };
});

/** Microseconds and no zone, as the contract has the times that the process itself makes. */
function processTime(now: Date): string {
  return now.toISOString().replace('Z', '000');
}
