import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { z } from 'zod';
import { serveOnLoopback } from './serve-on-loopback.ts';

const Recorded = z.object({ response: z.object({ status: z.number(), body: z.unknown() }) });
const Rows = z.array(z.looseObject({ id: z.string(), instanceStatus: z.string(), isPrimary: z.number(), isActive: z.number() }));
const Registration = z.looseObject({ instance_id: z.string(), instance_type: z.string(), az: z.string(), is_primary: z.boolean() });
type Row = z.infer<typeof Rows>[number];

/**
 * What the backend does with a registration: all of it, the demotion alone and a 500, all of it without an answer, nothing at all,
 * or the first two at once, each demoting before either is written.
 */
export type OnRegistration = 'registers' | 'half' | 'loses-answer' | 'hangs' | 'races';

export interface ContractBackend {
  readonly url: string;
  readonly registrations: readonly unknown[];
  row(id: string): Row | undefined;
}

const OLD = 'i-029c1999a147722de';

/** Today's backend as its recorded answers show it, on loopback for one test: it demotes first, and leaves the demoted one active. */
export async function contractBackend(onRegistration: OnRegistration, primary = OLD): Promise<ContractBackend> {
  const rows = new Map(startingRows(primary).map((row) => [row.id, row]));
  const registrations: unknown[] = [];
  const both = Promise.withResolvers<void>();
  let pointsAt = primary;
  const demote = (): void => {
    for (const row of rows.values()) if (row.isPrimary === 1) rows.set(row.id, { ...row, isPrimary: 0, instanceStatus: 'zombie' });
  };
  const book = (body: z.infer<typeof Registration>): void => {
    const isPrimary = body.is_primary ? 1 : 0;
    const told = {
      type: body.instance_type,
      az: body.az,
      region: 'ap-south-1',
      mode: 'spot',
      poolId: 'n/a',
      spotPrice: 0,
      onDemandPrice: 0,
    };
    const status = body.is_primary ? 'running_primary' : 'running_replica';
    rows.set(body.instance_id, { ...told, id: body.instance_id, lastSwitch: null, instanceStatus: status, isPrimary, isActive: 1 });
    if (body.is_primary) pointsAt = body.instance_id;
  };
  const url = await listen(async (path, { body, response }) => {
    if (body !== null) {
      const told = Registration.parse(body);
      registrations.push(told);
      if (onRegistration === 'hangs') return;
      if (told.is_primary) demote();
      if (registrations.length === 2) both.resolve();
      if (onRegistration === 'races') await both.promise;
      if (onRegistration !== 'half') book(told);
      if (onRegistration === 'loses-answer') response.destroy();
      else
        send(response, recorded(onRegistration === 'half' ? 'register-instance.500-price-out-of-range' : 'register-instance.ok-primary'));
      return;
    }
    send(response, answerTo(path, { rows: [...rows.values()], pointsAt }));
  });
  return { url, registrations, row: (id) => rows.get(id) };
}

function startingRows(id: string): readonly Row[] {
  const [, primary] = Rows.parse(recorded('client-instances.ok').body);
  if (primary === undefined) throw new Error('The recorded list has a primary.');
  return [{ ...primary, id, az: 'ap-south-1a' }];
}

function answerTo(path: string, books: { readonly rows: readonly Row[]; readonly pointsAt: string }): z.infer<typeof Recorded>['response'] {
  if (path.endsWith('/validate')) return recorded('client-validate.ok');
  if (path.endsWith('/config')) return recorded('config.ok');
  if (path.endsWith('/replicas')) return recorded('client-replicas.ok-empty');
  if (path.endsWith('/admin/instances')) return attributed(books.rows);
  if (path.endsWith('/instances')) return { status: 200, body: books.rows };
  const [agent] = z.array(z.looseObject({})).parse(recorded('client-agents.ok').body);
  return { status: 200, body: [{ ...agent, instanceId: books.pointsAt }] };
}

/** The administration's list, where every row has its client and agent. */
function attributed(rows: readonly Row[]): z.infer<typeof Recorded>['response'] {
  const list = z.looseObject({ instances: z.array(z.looseObject({ clientName: z.string() })) }).parse(recorded('admin-instances.ok').body);
  const own = list.instances.find(({ clientName }) => clientName === 'Acme');
  const instances = rows.map(({ id }) => ({ ...own, id, instanceId: id, agentId: 'f389c0c2-1bd9-4a07-a7a6-10a84a048f2c' }));
  return { status: 200, body: { ...list, instances, total: instances.length } };
}

function recorded(name: string): z.infer<typeof Recorded>['response'] {
  const text = readFileSync(join(import.meta.dirname, '../fixtures/captured', `${name}.json`), 'utf8');
  return Recorded.parse(JSON.parse(text)).response;
}

function send(response: ServerResponse, { status, body }: z.infer<typeof Recorded>['response']): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function listen(
  answer: (path: string, call: { readonly body: unknown; readonly response: ServerResponse }) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const read = request.method === 'POST' ? json(request) : Promise.resolve(null);
    read.then(async (body) => await answer(path, { body, response })).catch(() => response.destroy());
  });
  return await serveOnLoopback(server);
}
