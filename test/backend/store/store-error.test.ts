import { expect, test } from 'vitest';

import { isPassing, StoreError, storeErrorOf } from '../../../src/backend/store/store-error.ts';

test.each([
  { what: 'that was refused', error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', fatal: true }), said: 'ECONNREFUSED' },
  { what: 'that broke earlier', error: Object.assign(new Error('closed state'), { fatal: true }), said: 'closed' },
])('a connection $what is the database’s doing, not a defect', ({ error, said }) => {
  expect(storeErrorOf(error)?.message).toBe(`2013 (HY000): The database cannot be reached (${said})`);
});

test('an error of the backend’s own stays one', () => {
  expect(storeErrorOf(new TypeError('x is not a function'))).toBeNull();
});

test.each([
  { errno: 1213, what: 'that lost against another one' },
  { errno: 1047, what: 'at a node that belongs to no cluster' },
  { errno: 2013, what: 'whose connection broke' },
  { errno: 1290, what: 'at a server that is read-only' },
])('a call $what may be made again', ({ errno }) => {
  expect(isPassing(new StoreError({ errno, sqlState: 'HY000', text: 'said the server', cause: null }))).toBe(true);
});

test('a call that the schema cannot serve is not answered by asking again', () => {
  expect(isPassing(new StoreError({ errno: 1054, sqlState: '42S22', text: 'Unknown column', cause: null }))).toBe(false);
});
