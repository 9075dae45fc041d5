import type { Store } from '../backend/store/open-store.ts';
import { storedTime } from '../backend/store/stored-time.ts';
import type { Ec2Emulator } from './ec2-emulator/start-ec2-emulator.ts';

const HEARTBEAT_MS = 20_000;

/** Sends the heartbeats of the agents whose instance runs, as the daemons on them would. Returns how to stop. */
export function keepAgentsAlive(input: {
  readonly store: Store;
  readonly cloud: Pick<Ec2Emulator, 'instances'>;
  readonly onDefect: (error: unknown) => void;
}): () => void {
  const timer = setInterval(() => {
    beatOnce(input.store, input.cloud).catch(input.onDefect);
  }, HEARTBEAT_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** One heartbeat of every online agent whose instance runs. */
export async function beatOnce(store: Store, cloud: Pick<Ec2Emulator, 'instances'>): Promise<void> {
  const running = new Set(cloud.instances().flatMap(({ id, state }) => (state === 'running' ? [id] : [])));
  const online = await store.selectFrom('agents').select(['id', 'instance_id']).where('status', '=', 'online').execute();
  const silent = online.filter((agent) => agent.instance_id === null || !running.has(agent.instance_id)).map((agent) => agent.id);
  const alive = store
    .updateTable('agents')
    .set({ last_heartbeat_at: storedTime(new Date()) })
    .where('status', '=', 'online');
  await (silent.length === 0 ? alive : alive.where('id', 'not in', silent)).execute();
}
