import type { FindingDefinition } from './finding.ts';

const STRICT = new Set(['STRICT_TRANS_TABLES', 'STRICT_ALL_TABLES', 'TRADITIONAL']);

export const refusesTimes: FindingDefinition = {
  code: 'SC108',
  category: 'schema',
  severity: 'error',
  title: 'Server refuses the times that agents send',
  expectation: 'The server accepts the times that agents send',
  meaning:
    'Agents send times with +00:00 behind them, which MariaDB in strict mode refuses with error 1292: no termination is ever confirmed, so each is offered again every minute, and no price is stored.',
  cause: 'The backend hands the agent’s text to the database as it came, and the database is MariaDB.',
  remedy:
    'Have the backend write times as YYYY-MM-DD HH:MM:SS. Until then report terminations with spotctl zombies --terminate, whose times every server takes.',
  evidence: 'MariaDB with a strict sql_mode; error 1292 in the backend’s log; zombies whose termination was tried and never booked.',
  related: ['FL402', 'FL409'],
  asks: ['server'],
  judge: ({ input: { server } }) => {
    if (!server.ok || server.value.flavour !== 'mariadb') return [];
    const mode = server.value.sqlModes.find((name) => STRICT.has(name));
    if (mode === undefined) return [];
    return [
      {
        subject: { type: 'source', id: 'database' },
        database: `MariaDB with ${mode}`,
        remedy: {
          text: 'Terminate and report from here, in a form the server takes, until the backend writes times without an offset.',
          command: null,
        },
      },
    ];
  },
};
