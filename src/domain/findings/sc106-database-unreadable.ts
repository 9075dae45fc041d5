import { errorCatalogue } from '../errors/catalogue.ts';
import type { FindingDefinition } from './finding.ts';

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['DATABASE_UNREACHABLE', errorCatalogue.DATABASE_UNREACHABLE.remedy],
  ['DATABASE_DENIED', errorCatalogue.DATABASE_DENIED.remedy],
]);

export const databaseUnreadable: FindingDefinition = {
  code: 'SC106',
  category: 'schema',
  severity: 'error',
  title: 'Database unreachable or not permitted',
  expectation: 'The database answers and lets itself be read',
  meaning: 'The configured database could not be read, so everything only it can tell is unknown: ages, attempts, other clients’ rows.',
  cause: 'The address, the user, the password or a grant is wrong, or the server is down.',
  remedy: 'Check SPOTCTL_DATABASE_URL and the grants of its user: SELECT on the backend’s tables is enough.',
  evidence: 'What the server, or the network before it, answered: refused, unknown host, access denied.',
  related: ['EP201', 'EP209'],
  asks: ['database'],
  judge: ({ input: { fleet } }) => {
    const remedy = fleet.database.ok ? undefined : REMEDIES.get(fleet.database.code);
    if (fleet.database.ok || remedy === undefined) return [];
    return [{ subject: { type: 'source', id: 'database' }, database: fleet.database.why, remedy: { text: remedy, command: null } }];
  },
};
