import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { openFleetDatabase } from '../../../src/gateways/database/open-fleet-database.ts';
import { parseDatabaseUrl } from '../../../src/gateways/database/parse-database-url.ts';
import { readEnvFile } from '../../../src/gateways/database/read-env-file.ts';
import { temporaryFolder } from './sqlite-file.ts';

test('reads every part of a MySQL URL, percent-encoding undone', () => {
  const target = parseDatabaseUrl('mysql://ops:p%40ss%2Fword@db.example.com:3307/spot_optimizer');

  expect(target).toEqual({
    kind: 'mysql',
    host: 'db.example.com',
    port: 3307,
    user: 'ops',
    password: 'p@ss/word',
    database: 'spot_optimizer',
    tls: { mode: 'off' },
  });
});

test.each([
  ['mysql://u@db/fleet', { port: 3306, user: 'u', password: '' }],
  ['mariadb://u@db/fleet', { kind: 'mysql' }],
  ['mysql://u@[::1]:3307/fleet', { host: '::1', port: 3307 }],
  ['mysql://u@db/fleet?ssl-mode=REQUIRED', { tls: { mode: 'encrypted' } }],
  ['mysql://u@db/fleet?ssl-mode=verify_identity', { tls: { mode: 'verified', ca: null, checksName: true } }],
  ['mysql://u@db/fleet?ssl-mode=VERIFY_CA', { tls: { mode: 'verified', ca: null, checksName: false } }],
  ['sqlite:fleet.db', { kind: 'sqlite', file: 'fleet.db' }],
  ['sqlite:/var/lib/fleet.db', { kind: 'sqlite', file: '/var/lib/fleet.db' }],
  ['sqlite:///var/lib/fleet.db', { kind: 'sqlite', file: '/var/lib/fleet.db' }],
])('reads %s', (url, expected) => {
  expect(parseDatabaseUrl(url)).toMatchObject(expected);
});

test('takes the authority of the certificate from the file the URL names', () => {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, 'PEM');

  const target = parseDatabaseUrl(`mysql://u@db/fleet?ssl-ca=${encodeURIComponent(file)}`);

  expect(target).toMatchObject({ tls: { mode: 'verified', ca: 'PEM', checksName: true } });
});

test.each([
  ['postgres://u:secret@db/fleet', 'The database URL is neither mysql://user:password@host:port/name nor sqlite:path.'],
  ['fleet.db', 'The database URL is neither mysql://user:password@host:port/name nor sqlite:path.'],
  ['sqlite:', 'The database URL is neither mysql://user:password@host:port/name nor sqlite:path.'],
  ['mysql://u:secret@db', 'The database URL names no database after the host.'],
  ['mysql://u:50%@db/fleet', 'The database URL has a % that begins no escape: write %25 for the sign itself.'],
  [
    'mysql://u:secret@db/fleet?ssl-mode=SOMETIMES',
    'The database URL has an ssl-mode other than DISABLED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY.',
  ],
])('refuses %s without repeating the password', (url, message) => {
  expect(() => parseDatabaseUrl(url)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID', message }));
});

test('never repeats any part of a URL it cannot read', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z:/@?%]{0,10}S3CRET[a-z:/@?%]{0,10}$/), (url) => {
      const said = (() => {
        try {
          parseDatabaseUrl(url);
          return '';
        } catch (error) {
          return error instanceof SpotctlError ? `${error.message}${error.hint}` : `defect: ${String(error)}`;
        }
      })();

      expect(said).not.toMatch(/S3CRET|defect/);
    }),
  );
});

test('finds the database where the backend’s own .env names it', async () => {
  const file = join(temporaryFolder(), '.env');
  writeFileSync(file, 'DB_HOST=db\nDB_PORT=3307\nDB_USER="ops"\nDB_PASSWORD=\'p#1\'\nDB_NAME=fleet\nOTHER=1\n');

  const target = await readEnvFile(file);

  expect(target).toEqual({ kind: 'mysql', host: 'db', port: 3307, user: 'ops', password: 'p#1', database: 'fleet', tls: { mode: 'off' } });
});

test('names what an .env lacks, and no value it holds', async () => {
  const file = join(temporaryFolder(), '.env');
  writeFileSync(file, 'DB_HOST=db\nDB_PORT=S3CRET\nDB_PASSWORD=S3CRET\n');

  const reading = readEnvFile(file);

  await expect(reading).rejects.toMatchObject({
    code: 'SETTINGS_INVALID',
    message: `The file ${file} does not tell where the database is: DB_PORT, DB_USER, DB_NAME is missing or not valid.`,
  });
});

test('does not read an .env without an end', async () => {
  await expect(readEnvFile('/dev/zero')).rejects.toMatchObject({
    code: 'SETTINGS_INVALID',
    message: 'The file /dev/zero is larger than the .env of a backend.',
  });
});

test('says that an .env cannot be read', async () => {
  const file = join(temporaryFolder(), '.env');

  const opening = openFleetDatabase({ url: null, envFile: file, timeoutMs: 1_000 });

  await expect(opening).rejects.toMatchObject({ code: 'SETTINGS_INVALID', message: `The file ${file} cannot be read.` });
});

test('says that no database is configured', async () => {
  const opening = openFleetDatabase({ url: null, envFile: null, timeoutMs: 1_000 });

  await expect(opening).rejects.toMatchObject({ code: 'SETTINGS_MISSING' });
});
