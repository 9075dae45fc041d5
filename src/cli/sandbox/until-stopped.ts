const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first Ctrl-C, SIGTERM or SIGHUP; another one while things end goes the usual way. */
export async function untilStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => {
    for (const signal of STOPPING) process.off(signal, stop);
    resolve();
  };
  for (const signal of STOPPING) process.on(signal, stop);
  return promise;
}
