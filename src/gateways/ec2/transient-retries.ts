const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

/**
 * What the SDK sends again by itself: reads whose connection broke or that EC2 failed to answer. Throttling is left to the region's
 * budget, which all calls share.
 */
export function transientRetries({ attempts, random }: { readonly attempts: number; readonly random: () => number }) {
  return {
    acquireInitialRetryToken: async () => tokenOf(0, 0),
    refreshRetryTokenForRetry: async (token: RetryToken, { errorType }: { readonly errorType: string }) => {
      const retries = token.getRetryCount() + 1;
      if (retries >= attempts || errorType === 'THROTTLING' || errorType === 'CLIENT_ERROR') throw new Error('It is not sent again.');
      return tokenOf(retries, random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (retries - 1)));
    },
    recordSuccess: () => undefined,
  };
}

function tokenOf(retries: number, delayMs: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => delayMs };
}
