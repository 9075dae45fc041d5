import { randomUUID } from 'node:crypto';

import type { StoreTransaction } from '../store/open-store.ts';
import { storedTime } from '../store/stored-time.ts';

interface Notice {
  readonly clientId: string;
  readonly agentId: string | null;
  readonly type: string;
  readonly message: string;
  readonly now: Date;
}

export async function notify(transaction: StoreTransaction, { clientId, agentId, type, message, now }: Notice): Promise<void> {
  await transaction
    .insertInto('notifications')
    .values({ id: randomUUID(), client_id: clientId, agent_id: agentId, notification_type: type, message, created_at: storedTime(now) })
    .execute();
}
