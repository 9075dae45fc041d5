import type { EndpointProbe } from '../findings/diagnosis-input.ts';
import type { Seen } from '../seen.ts';

/** Whether the backend works with the columns of the migration; `unasked` where no backend is configured. */
export type EndpointUse = 'used' | 'unused' | 'unknown' | 'unasked';

/** No such column, no such table: the numbers that the backend's database puts before its words. */
const LACKS_THEM = /^(?:1054|1146) \(/;

/**
 * What the answer of the endpoint that reads the columns says of their use. A backend that cannot be reached, or that fails for
 * another reason, may well work with them a moment later.
 */
export function endpointUse(endpoint: Seen<EndpointProbe>): EndpointUse {
  if (!endpoint.ok) return endpoint.code === 'NOT_CONFIGURED' ? 'unasked' : 'unknown';
  const { outcome, detail } = endpoint.value;
  if (outcome === 'ok') return 'used';
  return outcome === 'absent' || (outcome === 'failed' && LACKS_THEM.test(detail ?? '')) ? 'unused' : 'unknown';
}
