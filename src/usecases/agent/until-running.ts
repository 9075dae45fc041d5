import { type CloudInstance, isStanding } from '../../domain/cloud-instance.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentRun } from './agent-run.ts';

/** How long a new instance may take to run. */
const RUNNING_WITHIN_SECONDS = 300;
const LOOK_EVERY_SECONDS = 5;

/** A launched instance once it runs, or in words how it ended before. Throws where it takes too long: the next poll goes on with it. */
export async function untilRunning(
  run: AgentRun,
  { region, id }: { readonly region: string; readonly id: string },
): Promise<CloudInstance | string> {
  const { clock } = run.ports;
  const cloud = await run.ports.cloud();
  const deadline = clock.now().getTime() + RUNNING_WITHIN_SECONDS * 1_000;
  for (;;) {
    for await (const instance of cloud.instances(region, { by: 'ids', ids: [id] })) {
      if (instance.state === 'running') return instance;
      if (!isStanding(instance.state)) return `${id}, which was launched for it, does not run: ${ending(instance)}`;
    }
    if (clock.now().getTime() >= deadline) {
      const message = `${id}, which was launched, does not run after ${RUNNING_WITHIN_SECONDS} s.`;
      throw new SpotctlError({ code: 'AWS_FAILED', message });
    }
    await clock.sleep(LOOK_EVERY_SECONDS * 1_000, run.input.signal);
  }
}

function ending({ state, stateReason }: CloudInstance): string {
  return stateReason === null ? state : `${state}, ${stateReason.code}`;
}
