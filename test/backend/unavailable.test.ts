import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';

import { serveBackend } from '../../src/backend/serve-backend.ts';
import { openStoreAt } from '../../src/backend/store/open-store.ts';
import { ACME, WEB } from './support/fleet-rows.ts';

test('a backend that does not reach its database asks for another try, and takes nobody’s token for a wrong one', async () => {
  const nowhere = { host: '127.0.0.1', port: 1, user: 'root', password: '', database: 'fleet', tls: { mode: 'off' } } as const;
  const defects: unknown[] = [];
  const store = await openStoreAt({ kind: 'mysql', ...nowhere });
  const backend = await serveBackend({ store, onDefect: (error) => defects.push(error) });
  onTestFinished(() => backend.close());

  const answer = await request(`${backend.url}/api/agents/${WEB}/instances-to-terminate`, {
    headers: { authorization: `Bearer ${ACME.token}` },
  });

  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  expect(await answer.body.json()).toEqual({ error: '2013 (HY000): The database cannot be reached (ECONNREFUSED)' });
  expect(defects).toEqual([]);
});
