import { exitCodes } from '../exit-codes.ts';

/** For a run that changes nothing: the first Ctrl-C ends it at once, without a word; a second one on its heels changes no exit code. */
export function endBySignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(exitCodes.interrupted));
  }
}
