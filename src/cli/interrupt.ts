import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { exitCodes } from './exit-codes.ts';

export interface Interrupt {
  /** Aborted by the first Ctrl-C or SIGTERM, the second of which ends the process at once; and by a terminal that closes. */
  readonly signal: AbortSignal;
  /** Gives the signals back to their usual effect. */
  release(): void;
}

/** For a run that has begun to change something: neither an interrupt nor a reader that leaves ends it before it has finished what it holds. */
export function holdInterrupts(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) return;
    onFirst();
    controller.abort(new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted.' }));
  };
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    interrupt();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // Nobody is there any more to press it again, so a second one ends nothing.
  process.on('SIGHUP', interrupt);
  const releaseOutput = holdOutput(process.stdout);
  return {
    signal: controller.signal,
    release: () => {
      releaseOutput();
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      process.off('SIGHUP', interrupt);
    },
  };
}

/** Takes away what ends the process where its answer cannot be written, and gives it back when the returned function is called. */
function holdOutput(stdout: NodeJS.WriteStream): () => void {
  const enders = stdout.rawListeners('error');
  stdout.removeAllListeners('error').on('error', goOn);
  return () => {
    stdout.off('error', goOn);
    for (const end of enders) stdout.on('error', (error) => Reflect.apply(end, stdout, [error]));
  };
}

function goOn(): void {}
