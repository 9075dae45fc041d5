import { expect, test } from 'vitest';

import { parseBackendEnv } from '../../../src/gateways/database/parse-backend-env.ts';

/** As python-dotenv reads each of them, which the backend itself does. */
const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['a # within a word belongs to it', 'DB_PASSWORD=abc#def', { DB_PASSWORD: 'abc#def' }],
  ['a # at the start belongs to it', 'DB_PASSWORD=#start', { DB_PASSWORD: '#start' }],
  ['a # after a space begins a comment', 'DB_PASSWORD=abc # of staging', { DB_PASSWORD: 'abc' }],
  ['spaces around name and value do not count', 'DB_HOST =  db.example  ', { DB_HOST: 'db.example' }],
  ['an equal sign belongs to the value', 'DB_PASSWORD=a=b=c==', { DB_PASSWORD: 'a=b=c==' }],
  ['a quote within a word belongs to it', `DB_PASSWORD=a"b'c`, { DB_PASSWORD: `a"b'c` }],
  ['quotes keep spaces and #', `DB_PASSWORD=" a #b "\nDB_USER='o p s' # who`, { DB_PASSWORD: ' a #b ', DB_USER: 'o p s' }],
  ['double quotes know escapes', String.raw`DB_PASSWORD="a\"b\\c\n"`, { DB_PASSWORD: 'a"b\\c\n' }],
  ['single quotes know two', String.raw`DB_PASSWORD='a\'b\\c\n'`, { DB_PASSWORD: String.raw`a'b\c\n` }],
  [
    'export and comments are passed over',
    '# the database\nexport DB_NAME=fleet\r\nDB_PORT=3307\r\n',
    { DB_NAME: 'fleet', DB_PORT: '3307' },
  ],
  [
    'a name stands for what was set above',
    'STAGE=eu\nDB_HOST=db.${STAGE}.example\nDB_USER=${WHO:-ops}',
    { STAGE: 'eu', DB_HOST: 'db.eu.example', DB_USER: 'ops' },
  ],
  ['a dollar alone is a dollar', 'DB_PASSWORD=pa$$word$', { DB_PASSWORD: 'pa$$word$' }],
  ['the last of several counts', 'DB_NAME=old\nDB_NAME=new', { DB_NAME: 'new' }],
  ['nothing is nothing', 'DB_PASSWORD=\nDB_NAME=fleet', { DB_PASSWORD: '', DB_NAME: 'fleet' }],
  ['a quote without its end spoils its line only', `DB_PASSWORD="open\nDB_NAME=fleet`, { DB_NAME: 'fleet' }],
];

test.each(cases.map(([what, text, values]) => ({ what, text, values })))('$what', ({ text, values }) => {
  expect(parseBackendEnv(text)).toEqual(values);
});
