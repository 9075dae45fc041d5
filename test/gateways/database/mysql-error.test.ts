import { expect, test } from 'vitest';

import { translateMysqlError } from '../../../src/gateways/database/mysql-error.ts';
import type { MysqlCall } from '../../../src/gateways/database/mysql-refusal.ts';

const target = {
  kind: 'mysql',
  host: 'db',
  port: 3306,
  user: 'ops',
  password: 'S3CRET',
  database: 'fleet',
  tls: { mode: 'off' },
} as const;

const altering: MysqlCall = { target, account: 'ops@10.0.%', act: 'alter' };

function refusal(errno: number, sqlMessage = 'refused'): Error {
  return Object.assign(new Error(sqlMessage), { errno, sqlMessage, code: 'ER_WHATEVER', sqlState: 'HY000', sql: 'ALTER …' });
}

function broken(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code, errno: -111 });
}

test.each([
  { errno: 1045, code: 'DATABASE_DENIED', message: 'The database server db:3306 does not let ops in.' },
  { errno: 1698, code: 'DATABASE_DENIED', message: 'The database server db:3306 does not let ops in.' },
  { errno: 1044, code: 'DATABASE_DENIED', message: 'ops@10.0.% may not change tables of fleet on db:3306.' },
  { errno: 1142, code: 'DATABASE_DENIED', message: 'ops@10.0.% may not change tables of fleet on db:3306.' },
  { errno: 1227, code: 'DATABASE_DENIED', message: 'ops@10.0.% may not change tables of fleet on db:3306.' },
  { errno: 3159, code: 'DATABASE_DENIED', message: 'The database server db:3306 takes encrypted connections only.' },
  { errno: 1049, code: 'DATABASE_UNREACHABLE', message: 'The server db:3306 has no database fleet.' },
  {
    errno: 1205,
    code: 'DATABASE_LOCKED',
    message: 'Another session holds a table of fleet, and the wait for it ran out. The statement was taken back and is safe to try again.',
  },
  { errno: 1290, code: 'DATABASE_FAILED', message: 'The server db:3306 is read-only.' },
  {
    errno: 1846,
    code: 'SCHEMA_REWRITE_NEEDED',
    message: 'db:3306 cannot make this change without rewriting the table, so it was not made.',
  },
  { errno: 1060, code: 'DATABASE_FAILED', message: 'db:3306 refused a statement.' },
])('takes error $errno for $code, whatever name the driver gives it', ({ errno, code, message }) => {
  const error = translateMysqlError(refusal(errno, 'in its own words'), altering);

  expect(error).toMatchObject({ code, message, cause: `${errno}: in its own words`, details: { errno, database: 'fleet' } });
});

test('names the grants to ask for, to the account as the server knows it', () => {
  const error = translateMysqlError(refusal(1142), altering);

  expect(error).toMatchObject({
    hint:
      "Ask for: GRANT SELECT, ALTER, INDEX ON `fleet`.instances TO 'ops'@'10.0.%'; " +
      "GRANT SELECT, ALTER, INDEX ON `fleet`.replica_instances TO 'ops'@'10.0.%'; " +
      "GRANT CREATE, SELECT, INSERT, UPDATE ON `fleet`.spotctl_schema_changes TO 'ops'@'10.0.%';",
  });
});

test('asks for no more than SELECT to read', () => {
  const error = translateMysqlError(refusal(1142), { target, account: null, act: 'read' });

  expect(error).toMatchObject({ hint: "Ask for: GRANT SELECT ON `fleet`.* TO 'ops'@'%';" });
});

test.each([
  { code: 'ECONNREFUSED', message: 'Nothing answers for the database server at db:3306.' },
  { code: 'ENOTFOUND', message: 'DNS has no address for the database server db:3306.' },
  { code: 'ETIMEDOUT', message: 'No answer in time from the database server db:3306.' },
  { code: 'PROTOCOL_SEQUENCE_TIMEOUT', message: 'No answer in time from the database server db:3306.' },
  { code: 'PROTOCOL_CONNECTION_LOST', message: 'The connection broke to the database server db:3306.' },
  { code: 'HANDSHAKE_NO_SSL_SUPPORT', message: 'No connection could be made to the database server db:3306.' },
  { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', message: 'No connection could be made to the database server db:3306.' },
])('takes $code for a server that cannot be reached', ({ code, message }) => {
  const error = translateMysqlError(broken(code), { ...altering, act: 'connect' });

  expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE', message, details: { reason: code } });
});

test('never says the password', () => {
  const errors = [refusal(1045), refusal(1142), refusal(9999), broken('ECONNREFUSED')].map((error) => translateMysqlError(error, altering));

  expect(errors.map((error) => JSON.stringify(error, Object.getOwnPropertyNames(error))).join()).not.toContain('S3CRET');
});

test('lets a defect through as it is', () => {
  const defect = new TypeError('undefined is not a function');

  expect(translateMysqlError(defect, altering)).toBe(defect);
});
