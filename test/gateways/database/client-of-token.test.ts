import { expect, onTestFinished, test } from 'vitest';
import { openFleetDatabase } from '../../../src/gateways/database/open-fleet-database.ts';
import { CLIENT, OTHER_CLIENT, sqliteFile, twoClients } from './sqlite-file.ts';

async function clientOf(token: string | null, ...after: readonly string[]): Promise<string | null> {
  const url = `sqlite:${sqliteFile({ after: [...twoClients, ...after] })}`;
  const database = await openFleetDatabase({ url, envFile: null, timeoutMs: 1_000, token });
  onTestFinished(() => database.close());
  return await database.ownClient();
}

test('knows the client by the token it holds', async () => {
  expect(await clientOf('t2')).toBe(OTHER_CLIENT);
});

test('knows the client by the hash of the token', async () => {
  // SHA-256 of "t1".
  const hashed = 'sha256:628b49d96dcde97a430dd4f597705899e09a968f793491e4b704cae33a40dc02';

  expect(await clientOf('t1', `UPDATE clients SET client_token = '${hashed}' WHERE id = '${CLIENT}'`)).toBe(CLIENT);
});

test.each([
  ['a token that nobody has', 'nobody'],
  ['a token in other letters', 'T1'],
  ['no token', null],
])('knows nobody by %s', async (_what, token) => {
  expect(await clientOf(token)).toBeNull();
});
