import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { exitCodes } from './exit-codes.ts';

export interface Interrupt {
  /** Aborted by the first Ctrl-C or SIGTERM; the second ends the process at once. */
  readonly signal: AbortSignal;
  /** Gives the signals back to their usual effect. */
  release(): void;
}

/** For a run that has begun to change something: an interrupt lets it finish what it holds. */
export function holdInterrupts(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    onFirst();
    controller.abort(new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted.' }));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
