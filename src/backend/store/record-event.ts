import type { StoreTransaction } from './open-store.ts';
import { storedTime } from './stored-time.ts';

export interface BookedEvent {
  readonly type: string;
  readonly severity?: 'info' | 'warning';
  readonly clientId: string;
  readonly agentId: string | null;
  readonly instanceId?: string | null;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string | number | boolean | null>>;
  readonly at: Date;
}

/** Writes what happened beside the change that it tells of, in the same transaction. */
export async function recordEvent(transaction: StoreTransaction, event: BookedEvent): Promise<void> {
  await transaction
    .insertInto('system_events')
    .values({
      event_type: event.type,
      severity: event.severity ?? 'info',
      client_id: event.clientId,
      agent_id: event.agentId,
      instance_id: event.instanceId ?? null,
      message: event.message,
      metadata: event.metadata === undefined ? null : JSON.stringify(event.metadata),
      created_at: storedTime(event.at),
    })
    .execute();
}
