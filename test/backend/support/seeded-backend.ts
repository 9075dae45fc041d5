import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { request } from 'undici';
import { expect, onTestFinished } from 'vitest';

import { type ReferenceBackend, startReferenceBackend } from '../../../src/backend/start-reference-backend.ts';
import { createSchema } from '../../../src/backend/store/create-schema.ts';
import type { NewRow } from '../../../src/backend/store/new-row.ts';
import { openStore } from '../../../src/backend/store/open-store.ts';

interface Given {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface SeededBackend {
  readonly backend: ReferenceBackend;
  /** Time as the backend sees it; a test moves it. */
  readonly clock: { readonly now: () => Date; readonly advance: (seconds: number) => void };
  /** What stands in the database, and what an operator's SQL would change in it. */
  readonly database: DatabaseSync;
  /** Calls as Acme where no other token, or null, is given. */
  readonly call: (target: string, given?: Given) => Promise<Answer>;
}

export const START = new Date('2025-11-26T12:00:00Z');

/** A backend on a database of its own that ends with the test. */
export async function seededBackend(seed: {
  readonly rows: readonly NewRow[];
  readonly isMigrated?: boolean;
  readonly origins?: readonly string[];
}): Promise<SeededBackend> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-backend-'));
  const databaseFile = join(folder, 'backend.sqlite');
  const store = await openStore(databaseFile);
  await createSchema(store, { isMigrated: seed.isMigrated ?? true, rows: seed.rows });
  await store.destroy();
  const clock = steppedClock();
  const defects: unknown[] = [];
  const backend = await startReferenceBackend({
    databaseFile,
    clock,
    origins: seed.origins ?? [],
    onDefect: (error) => defects.push(error),
  });
  const database = new DatabaseSync(databaseFile, { timeout: 5000 });
  onTestFinished(async () => {
    await backend.close();
    database.close();
    await rm(folder, { recursive: true });
    if (defects.length > 0) throw defects[0];
  });
  return {
    backend,
    clock,
    database,
    call: (target, given = {}) =>
      callBackend(new URL(target.slice(target.indexOf(' ') + 1), backend.url), { method: target.split(' ')[0] ?? 'GET', ...given }),
  };
}

function steppedClock(): SeededBackend['clock'] {
  let time = START.getTime();
  return {
    now: () => new Date(time),
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
}

async function callBackend(url: URL, given: Given & { readonly method: string }): Promise<Answer> {
  const { method, token = 'acme-token', body, headers = {} } = given;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  const text = typeof body === 'string' || body === undefined ? (body ?? null) : JSON.stringify(body);
  const answer = await request(url, { method, headers: { ...authorization, ...content, ...headers }, body: text });
  expect(answer.headers['content-type']).toBe('application/json');
  return { status: answer.statusCode, body: await answer.body.json() };
}
