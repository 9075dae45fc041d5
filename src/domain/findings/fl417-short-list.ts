import type { FindingDefinition } from './finding.ts';

const SHOWN = 5;

export const shortList: FindingDefinition = {
  code: 'FL417',
  category: 'fleet',
  severity: 'info',
  title: 'List shorter than the book',
  expectation: 'The API lists every instance that the database holds',
  meaning:
    'The database holds instances of this client that the API’s list leaves out without a word, so whoever reads only the API misses them.',
  cause: 'Lists of the backend stop at a limit and have no second page.',
  remedy: 'Nothing is wrong with these instances: give spotctl the database, which knows all of them.',
  evidence: 'The ids that the database holds and the API’s list leaves out.',
  related: [],
  asks: ['client-list', 'database-rows'],
  judge: ({ input: { fleet } }) => {
    if (!fleet.backend.ok || !fleet.database.ok) return [];
    const listed = new Set(fleet.backend.value.instances.map(({ id }) => id));
    const missing = fleet.database.value.instances.filter(({ id }) => !listed.has(id)).map(({ id }) => id);
    if (missing.length === 0) return [];
    const named = `${missing.slice(0, SHOWN).join(', ')}${missing.length > SHOWN ? ', …' : ''}`;
    return [
      {
        subject: { type: 'client', id: fleet.client.ok ? fleet.client.value.id : 'unknown' },
        backend: `${listed.size} instances`,
        database: `${missing.length} more: ${named}`,
        remedy: { text: 'Read the database as well: set SPOTCTL_DATABASE_URL.', command: null },
      },
    ];
  },
};
