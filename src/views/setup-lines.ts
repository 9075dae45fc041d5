import type { FleetRows, FleetSnapshot } from '../domain/fleet-snapshot.ts';
import type { Seen } from '../domain/seen.ts';

/** How the set-up of a context stands: one line for each source, and under what is amiss the command to type next. */
export function setupLines(snapshot: FleetSnapshot, context: string): readonly string[] {
  return [...backendLines(snapshot, context), ...cloudLines(snapshot, context), ...databaseLines(snapshot, context)];
}

function backendLines({ client, backend }: FleetSnapshot, context: string): readonly string[] {
  if (!client.ok && client.code === 'TOKEN_MISSING') return [`✗ backend: ${client.why}`, `  Next: spotctl login --context ${context}`];
  if (!client.ok) return failed('backend', client);
  if (!backend.ok) return failed('backend', backend);
  return [`✓ backend: client ${client.value.name}, ${sizeOf(backend.value)}`];
}

function cloudLines({ account, regions, client }: FleetSnapshot, context: string): readonly string[] {
  if (regions.size === 0) {
    if (!client.ok) return ['- AWS: not asked, since the regions are those of the agents.'];
    return ['- AWS: not asked, since no agent names a region.', `  Next: spotctl context set ${context} --region REGION`];
  }
  if (!account.ok && account.code !== 'NOT_CONFIGURED') return failed('AWS', account);
  const amiss = [...regions].flatMap(([region, found]) => (found.ok ? [] : failed(`AWS in ${region}`, found)));
  if (amiss.length > 0) return amiss;
  const found = [...regions].map(([region, seen]) => `${count(seen.ok ? seen.value.length : 0, 'instance')} of the fleet in ${region}`);
  return [`✓ AWS: ${account.ok ? `account ${account.value}, ` : ''}${found.join(', ')}`];
}

function databaseLines({ database }: FleetSnapshot, context: string): readonly string[] {
  if (database.ok) return [`✓ database: ${sizeOf(database.value)}`];
  if (database.code === 'CLIENT_UNKNOWN') return ['- database: not asked, since the backend did not say which client this is.'];
  if (database.code !== 'NOT_CONFIGURED') return failed('database', database);
  return [
    '- database: none is named. The rest works without it; what its schema lacks cannot be told.',
    `  Next: spotctl context set ${context} --env-file FILE`,
  ];
}

function failed(source: string, seen: Extract<Seen<unknown>, { readonly ok: false }>): readonly string[] {
  const hint = seen.because?.hint;
  return [`✗ ${source}: ${seen.why} (${seen.code})`, ...(hint === undefined ? [] : [`  Next: ${hint}`])];
}

function sizeOf({ agents, instances }: FleetRows): string {
  return `${count(agents.length, 'agent')}, ${count(instances.length, 'instance')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
