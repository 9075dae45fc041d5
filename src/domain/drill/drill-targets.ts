import type { Client } from '../fleet-snapshot.ts';

/** Where a context says that a drill is safe. Nothing is, unless it is named. */
export interface DrillTargets {
  /** The context that names them; `null` where none is in use. */
  readonly context: string | null;
  /** The backend they are named for, and no other. */
  readonly backendUrl: string | null;
  readonly clients: readonly string[];
  readonly accounts: readonly string[];
}

/** Whom a drill would touch. */
export interface DrillPlace {
  readonly backendUrl: string | null;
  readonly client: Client;
  readonly account: string;
}

/** Why no drill may be held there; `null` where client and account are both named, for this very backend. */
export function whyNoTarget(targets: DrillTargets, { backendUrl, client, account }: DrillPlace): string | null {
  const { context } = targets;
  if (context === null) return 'no context is in use, and only a context names where a drill is safe';
  if (targets.backendUrl !== backendUrl || backendUrl === null)
    return `context ${context} is for another backend than ${backendUrl ?? 'none'}, so what it names does not hold here`;
  const missing = [
    ...(targets.clients.includes(client.id) ? [] : [`client ${client.name} (${client.id})`]),
    ...(targets.accounts.includes(account) ? [] : [`account ${account}`]),
  ];
  return missing.length === 0 ? null : `context ${context} does not name ${missing.join(' and ')} as a drill target`;
}
