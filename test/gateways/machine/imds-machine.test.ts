import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMachine } from '../../../src/gateways/machine/imds-machine.ts';
import { serveOnLoopback } from '../../support/serve-on-loopback.ts';

const OWN_ID = 'i-0f75d6fccfb53a938';

interface Metadata {
  readonly url: string;
  readonly requests: readonly string[];
}

async function metadataService(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Metadata> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  return { requests, url: await serveOnLoopback(server) };
}

/** Version 2 of the service: a token first, the id only to whoever shows it. */
function ec2(request: IncomingMessage, response: ServerResponse): void {
  const hasLifetime = request.headers['x-aws-ec2-metadata-token-ttl-seconds'] === '60';
  if (request.method === 'PUT' && request.url === '/latest/api/token' && hasLifetime) response.end('token-1');
  else if (request.headers['x-aws-ec2-metadata-token'] === 'token-1' && request.url === '/latest/meta-data/instance-id')
    response.end(`${OWN_ID}\n`);
  else response.writeHead(401).end();
}

describe('the machine spotctl runs on', () => {
  test('is the EC2 instance its metadata names, asked once', async () => {
    const metadata = await metadataService(ec2);
    const machine = createMachine({ assetTagFile: null, isDisabled: false, endpoint: metadata.url });

    const ids = [await machine.instanceId(), await machine.instanceId()];

    expect(ids).toEqual([OWN_ID, OWN_ID]);
    expect(metadata.requests).toEqual(['PUT /latest/api/token', 'GET /latest/meta-data/instance-id']);
  });

  test('is not asked for before somebody wants to know, nor where that is forbidden', async () => {
    const metadata = await metadataService(ec2);
    createMachine({ assetTagFile: null, isDisabled: false, endpoint: metadata.url });

    const id = await createMachine({ assetTagFile: null, isDisabled: true, endpoint: metadata.url }).instanceId();

    expect([id, metadata.requests]).toEqual([null, []]);
  });

  test.each([
    { what: 'answers 404', answer: (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(404).end() },
    { what: 'says something that is no id', answer: (_request: IncomingMessage, response: ServerResponse) => void response.end('hello') },
    {
      what: 'never stops talking',
      answer: (_request: IncomingMessage, response: ServerResponse) => void response.end('x'.repeat(1_000_000)),
    },
    { what: 'hangs up', answer: (request: IncomingMessage) => void request.socket.destroy() },
    { what: 'says nothing for a second', answer: () => undefined },
  ])('is no EC2 instance where the metadata service $what', async ({ answer }) => {
    const metadata = await metadataService(answer);

    const id = await createMachine({ assetTagFile: null, isDisabled: false, endpoint: metadata.url }).instanceId();

    expect(id).toBeNull();
  });

  test.each([
    { what: 'may not be asked', isDisabled: true },
    { what: 'does not answer', isDisabled: false },
  ])('is the one that its board names, where the metadata service $what', async ({ isDisabled }) => {
    const folder = await mkdtemp(join(tmpdir(), 'spotctl-board-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [assetTagFile, otherFile] = [join(folder, 'nitro'), join(folder, 'desktop')];
    await Promise.all([writeFile(assetTagFile, `${OWN_ID}\n`), writeFile(otherFile, 'Default string\n')]);
    const endpoint = 'http://127.0.0.1:1';

    const ids = await Promise.all(
      [assetTagFile, otherFile, join(folder, 'none')].map(
        async (file) => await createMachine({ isDisabled, endpoint, assetTagFile: file }).instanceId(),
      ),
    );

    expect(ids).toEqual([OWN_ID, null, null]);
  });

  test('is no EC2 instance where nobody listens, or the endpoint is none', async () => {
    const refused = await createMachine({ assetTagFile: null, isDisabled: false, endpoint: 'http://127.0.0.1:1' }).instanceId();
    const noUrl = await createMachine({ assetTagFile: null, isDisabled: false, endpoint: 'nonsense' }).instanceId();

    expect([refused, noUrl]).toEqual([null, null]);
  });
});
