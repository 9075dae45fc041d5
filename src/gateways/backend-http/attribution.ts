import type { Attribution } from '../../ports/backend.ts';
import { ADMIN_LIST_LIMIT, adminInstances } from '../../wire/admin-fleet.ts';
import { fromOptionalTime } from './backend-times.ts';
import type { CallEndpoint } from './call-endpoint.ts';
import { askingThrough } from './decode-answer.ts';

/** Together these are all rows, whatever the backend means by either. */
const HALVES = ['active', 'terminated'] as const;

/** The administration's list, which stops at its limit without a word; a region that fills it is asked for in two halves. */
export async function attributionThrough(call: CallEndpoint, region: string | null): Promise<Attribution> {
  const ask = askingThrough(call);
  const list = async (query: { readonly region?: string; readonly status?: string }): Promise<Attribution> => {
    const { instances } = await ask(adminInstances, { query });
    return {
      instances: instances.map(({ id, clientId, agentId, installedAt }) => ({
        id,
        clientId,
        agentId,
        installedAt: fromOptionalTime(installedAt),
      })),
      isComplete: instances.length < ADMIN_LIST_LIMIT,
    };
  };
  if (region === null) return await list({});
  const whole = await list({ region });
  if (whole.isComplete) return whole;
  const halves = await Promise.all(HALVES.map(async (status) => await list({ region, status })));
  return {
    instances: [whole, ...halves].flatMap(({ instances }) => instances),
    isComplete: halves.every(({ isComplete }) => isComplete),
  };
}
