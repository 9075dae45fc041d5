import { expect, test } from 'vitest';
import { ContextStore } from '../../../src/cli/settings/context-store.ts';
import { suppressFinding, type SuppressionRequest } from '../../../src/cli/settings/suppress-finding.ts';
import { configFolder } from '../../support/config-folder.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const WEEK_MS = 7 * 86_400_000;

async function storeOf(context: object = {}): Promise<ContextStore> {
  const { folder } = await configFolder({ 'config.json': JSON.stringify({ currentContext: 'prod', contexts: { prod: context } }) });
  return new ContextStore(folder);
}

function request(facts: Partial<SuppressionRequest> = {}): SuppressionRequest {
  return { context: 'prod', code: 'fl410', subject: null, given: { reason: 'resized by hand', forMs: WEEK_MS }, now: NOW, ...facts };
}

test('writes the suppression into the context, with its end', async () => {
  const store = await storeOf({ backendUrl: 'http://backend.test' });

  await suppressFinding(store, request({ subject: 'i-0f75d6fccfb53a938' }));

  expect((await store.read()).contexts['prod']).toEqual({
    backendUrl: 'http://backend.test',
    suppress: [{ code: 'FL410', subject: 'i-0f75d6fccfb53a938', reason: 'resized by hand', until: '2026-11-30T12:00:00.000Z' }],
  });
});

test('replaces one for the same code and subject, and sweeps out what has expired', async () => {
  const expired = { code: 'FL401', subject: null, reason: 'then', until: '2026-11-01T00:00:00.000Z' };
  const store = await storeOf({ suppress: [expired] });
  await suppressFinding(store, request());

  await suppressFinding(store, request({ given: { reason: 'still so', forMs: 2 * WEEK_MS } }));

  const { suppress } = (await store.read()).contexts['prod'] ?? {};
  expect(suppress).toMatchObject([{ code: 'FL410', reason: 'still so', until: '2026-12-07T12:00:00.000Z' }]);
});

test('ends a suppression', async () => {
  const store = await storeOf();
  await suppressFinding(store, request());

  await suppressFinding(store, request({ given: null }));

  expect((await store.read()).contexts['prod']).toEqual({});
});

const refused: readonly { readonly what: string; readonly facts: Partial<SuppressionRequest>; readonly code: string }[] = [
  { what: 'no context', facts: { context: null }, code: 'USAGE' },
  { what: 'a code no finding has', facts: { code: 'FL999' }, code: 'CODE_UNKNOWN' },
  { what: 'the code of an error', facts: { code: 'USAGE' }, code: 'CODE_UNKNOWN' },
  { what: 'no reason', facts: { given: { reason: ' ', forMs: WEEK_MS } }, code: 'USAGE' },
  { what: 'no end', facts: { given: { reason: 'so', forMs: 0 } }, code: 'USAGE' },
  { what: 'an end beyond a year', facts: { given: { reason: 'so', forMs: 60 * WEEK_MS } }, code: 'USAGE' },
];

test.each(refused)('refuses $what, before anything is written', async ({ facts, code }) => {
  const store = await storeOf();

  await expect(suppressFinding(store, request(facts))).rejects.toMatchObject({ code });

  expect((await store.read()).contexts['prod']).toEqual({});
});
