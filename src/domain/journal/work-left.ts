import type { KeptTarget, RunState } from './run-state.ts';

/**
 * What is left to do for one instance. `look`: EC2 has to tell what became of it; `await`: its end has begun;
 * `report`: the backend has to be told; `confirm`: it still runs, and only a new confirmation lets it be terminated.
 */
export type Work = 'look' | 'await' | 'report' | 'confirm';

const ALWAYS = { standing: 'confirm', asked: 'look', ending: 'await', refused: null, failed: null, released: null } as const;

/** What is left to do for it; `null` where nothing is. What was never confirmed is nobody's work. */
export function workLeft({ isConfirmed, target, progress, sentAt, isReported }: KeptTarget): Work | null {
  if (!isConfirmed) return null;
  switch (progress.step) {
    case 'unsent':
      return target.action === 'terminate' ? 'confirm' : 'look';
    case 'gone':
      return isReported || target.agentId === null ? null : 'report';
    case 'unknown':
      return sentAt === null ? null : 'look';
    default:
      return ALWAYS[progress.step];
  }
}

/** What is left of a run, by instance id. */
export function workOf(state: RunState): ReadonlyMap<string, Work> {
  if (state.isClosed) return new Map();
  return new Map(
    [...state.targets].flatMap(([id, kept]) => {
      const work = workLeft(kept);
      return work === null ? [] : [[id, work] as const];
    }),
  );
}
