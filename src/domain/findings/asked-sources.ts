import type { Ask, SourceName } from './finding.ts';

const SOURCES: Readonly<Record<Ask, readonly SourceName[]>> = {
  backend: ['backend'],
  rows: ['backend', 'database'],
  database: ['database'],
  'database-rows': ['database'],
  attribution: ['backend', 'database'],
  clients: ['backend', 'database'],
  waits: ['backend', 'database'],
  'zombie-owners': ['backend', 'database'],
  visibility: ['backend', 'database', 'aws'],
  schema: ['database', 'backend'],
  endpoints: ['backend'],
  aws: ['aws'],
  regions: ['aws'],
  permission: ['aws'],
  server: ['database'],
  switches: ['database'],
  address: ['backend'],
  exposures: ['backend'],
  'backend-clock': ['backend'],
  'client-list': ['backend'],
  offers: ['backend'],
  respawns: ['aws'],
  protections: ['aws'],
  'backend-log': ['logs'],
  'agent-log': ['logs'],
};

/** The sources a finding rests on, each once. */
export function askedSources(asks: readonly Ask[]): readonly SourceName[] {
  return [...new Set(asks.flatMap((ask) => SOURCES[ask]))];
}
