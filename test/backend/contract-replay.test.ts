import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { routeFinder } from '../../src/backend/http/find-route.ts';
import { Refusal } from '../../src/backend/http/refusal.ts';
import { routes } from '../../src/backend/http/routes.ts';
import { missingFrom } from './support/json-shape.ts';
import { ACME, ACME_TOKEN, ADMINISTRATOR, recordedFleet, ZOMBIE } from './support/recorded-fleet.ts';
import { seededBackend } from './support/seeded-backend.ts';

const NO_DECISION_ENGINE = '$.decisionEngineStatus.files: empty';

/** Answers of success that a right backend does not give, and why. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  'register-instance.ok-negative-price.json': 'a negative price and an unknown mode are refused',
  'termination-report.ok-unknown-instance.json': 'an instance nobody knows is not found',
  'pending-commands.ok-other-clients-token.json': 'another client sees none of the commands',
  'replicas-list.ok-status-terminated-is-empty.json': 'a terminated replica that is asked for is shown',
  'defect.live-primary-offered.agent.json': 'a primary is never offered',
  'defect.live-primary-offered.json': 'a primary is never offered',
  'defect.other-clients-zombie-offered.json': 'another client’s zombie is never offered',
  'defect.placeholder-offered.json': 'a placeholder is never offered',
  'defect.confirmed-replica-offered-again.json': 'a confirmed replica is not offered again',
  'defect.token-case-insensitive.json': 'a token is compared as it is',
  'admin-client-token.ok.json': 'a token is shown once, when it is made',
  'instances-to-terminate.ok-replica-null-seconds.json': 'a replica always knows when it ended here',
};

/** What has to be otherwise than in the common fleet for a call to succeed. */
const BEFORE: Readonly<Record<string, string>> = {
  'replicas-create.201.json':
    "update replica_instances set is_active = 0, status = 'terminated'; update agents set manual_replica_enabled = 1",
};

const recorded = z.object({
  request: z.object({ method: z.string(), path: z.string(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});

const findRoute = routeFinder(routes);
const folder = join(import.meta.dirname, '../fixtures/captured');
const successes = readdirSync(folder)
  .map((file) => ({ file, ...recorded.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }))
  .filter(({ response }) => response.status < 300)
  .filter(({ file, request }) => NOT_GIVEN[file] === undefined && isServed(request));

function isServed({ method, path }: { readonly method: string; readonly path: string }): boolean {
  try {
    return findRoute({ method, path: path.split('?')[0] ?? path }).route.endpoint.method === method;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The zombie of the recordings is another row here, since its primary has to stay one for the other recordings. */
function bodyToSend({ file, request }: (typeof successes)[number]): unknown {
  const { body, path } = request;
  const isAboutZombie = path.endsWith('/termination-report') || file === 'register.from-zombie-ignored.json';
  return isAboutZombie ? { ...Object(body), instance_id: ZOMBIE } : body;
}

/** The recorded backend asked for no token in half of its calls: those are made by whoever may make them now. */
function tokenToSend({ path, headers }: (typeof successes)[number]['request']): string {
  const isOwn = !path.startsWith('/api/client/') || path.includes(ACME) || path.includes('validate');
  return (
    headers['Authorization']?.replace('Bearer ', '') ??
    (path.startsWith('/api/admin') || path.startsWith('/api/notifications') || !isOwn ? ADMINISTRATOR : ACME_TOKEN)
  );
}

describe('the recorded answers of the backend that agents and dashboards know', () => {
  test.each(successes)('$file is given in the same shape', async (recording) => {
    const { request, response } = recording;
    const { call, database } = await seededBackend({ rows: recordedFleet() });
    database.exec(BEFORE[recording.file] ?? '');
    const body = bodyToSend(recording);

    const answer = await call(`${request.method} ${request.path}`, { token: tokenToSend(request), ...(body === null ? {} : { body }) });

    expect(answer.status).toBe(response.status);
    const lacks = missingFrom(answer.body, response.body);
    expect(lacks.filter((lack) => lack !== NO_DECISION_ENGINE)).toEqual([]);
  });

  test('are nearly all of those that this backend serves', () => {
    expect(successes.length).toBeGreaterThan(80);
  });
});
