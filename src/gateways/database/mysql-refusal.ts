import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import { RECORD_TABLE } from '../../domain/schema/recorded-change.ts';
import type { MysqlTarget } from './database-settings.ts';

/** Who was asked, by whom, to do what; `account` is the server's name for the user once it is known. */
export interface MysqlCall {
  readonly target: MysqlTarget;
  readonly account: string | null;
  readonly act: 'connect' | 'read' | 'alter';
}

/** What a refusal of the server means to the operator. */
export interface Explanation {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

interface Refusal {
  readonly errnos: readonly number[];
  readonly explain: (call: MysqlCall) => Explanation;
}

/** What the server's error number means; every number not listed is a statement it refused. */
export function explainRefusal(errno: number, call: MysqlCall): Explanation {
  const known = refusals.find(({ errnos }) => errnos.includes(errno));
  return known?.explain(call) ?? { code: 'DATABASE_FAILED', message: `${placeOf(call.target)} refused a statement.` };
}

export function placeOf({ host, port }: MysqlTarget): string {
  return `${host}:${port}`;
}

const refusals: readonly Refusal[] = [
  {
    errnos: [1045, 1130, 1251, 1698, 3118],
    explain: ({ target }) => ({
      code: 'DATABASE_DENIED',
      message: `The database server ${placeOf(target)} does not let ${target.user} in.`,
      hint: 'Check user and password in SPOTCTL_DATABASE_URL, and that the user may connect from this host.',
    }),
  },
  {
    errnos: [1044, 1142, 1143, 1227],
    explain: (call) => ({
      code: 'DATABASE_DENIED',
      message: `${call.account ?? call.target.user} may not ${call.act === 'alter' ? 'change' : 'read'} tables of ${call.target.database} on ${placeOf(call.target)}.`,
      hint: `Ask for: ${neededGrant(call)}`,
    }),
  },
  {
    errnos: [3159],
    explain: ({ target }) => ({
      code: 'DATABASE_DENIED',
      message: `The database server ${placeOf(target)} takes encrypted connections only.`,
      hint: 'Add ?ssl-mode=REQUIRED to SPOTCTL_DATABASE_URL.',
    }),
  },
  {
    errnos: [1049],
    explain: ({ target }) => ({
      code: 'DATABASE_UNREACHABLE',
      message: `The server ${placeOf(target)} has no database ${target.database}.`,
    }),
  },
  {
    errnos: [1205, 1213],
    explain: ({ target }) => ({
      code: 'DATABASE_LOCKED',
      message: `Another session holds a table of ${target.database}, and the wait for it ran out. The statement was taken back and is safe to try again.`,
    }),
  },
  {
    errnos: [1290, 1792, 1836],
    explain: ({ target }) => ({
      code: 'DATABASE_FAILED',
      message: `The server ${placeOf(target)} is read-only.`,
      hint: 'Name the server that takes writes in SPOTCTL_DATABASE_URL.',
    }),
  },
  {
    errnos: [1800, 1845, 1846, 4080, 4092],
    explain: ({ target }) => ({
      code: 'SCHEMA_REWRITE_NEEDED',
      message: `${placeOf(target)} cannot make this change without rewriting the table, so it was not made.`,
    }),
  },
];

/** Reading needs SELECT only; ADD COLUMN needs ALTER, CREATE INDEX needs INDEX, and the record is a table of spotctl's own. */
function neededGrant({ act, target, account }: MysqlCall): string {
  const grantee = quoteAccount(account ?? `${target.user}@%`);
  const database = `\`${target.database.replaceAll('`', '``')}\``;
  if (act !== 'alter') return `GRANT SELECT ON ${database}.* TO ${grantee};`;
  return [
    ...['instances', 'replica_instances'].map((table) => `GRANT SELECT, ALTER, INDEX ON ${database}.${table} TO ${grantee};`),
    `GRANT CREATE, SELECT, INSERT, UPDATE ON ${database}.${RECORD_TABLE} TO ${grantee};`,
  ].join(' ');
}

function quoteAccount(account: string): string {
  const at = account.lastIndexOf('@');
  return `'${account.slice(0, at)}'@'${account.slice(at + 1)}'`;
}
