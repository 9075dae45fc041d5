import { expect, test } from 'vitest';

import { storeErrorOf } from '../../../src/backend/store/store-error.ts';

test.each([
  { what: 'that was refused', error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', fatal: true }), said: 'ECONNREFUSED' },
  { what: 'that broke earlier', error: Object.assign(new Error('closed state'), { fatal: true }), said: 'closed' },
])('a connection $what is the database’s doing, not a defect', ({ error, said }) => {
  expect(storeErrorOf(error)?.message).toBe(`2013 (HY000): The database cannot be reached (${said})`);
});

test('an error of the backend’s own stays one', () => {
  expect(storeErrorOf(new TypeError('x is not a function'))).toBeNull();
});
