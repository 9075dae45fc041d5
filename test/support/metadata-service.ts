import { createServer } from 'node:http';
import type { MachineFacts } from '../../src/ports/machine.ts';
import { serveOnLoopback } from './serve-on-loopback.ts';

export const OWN_ID = 'i-0f75d6fccfb53a938';

/** The identity document as EC2 writes it. */
export const IDENTITY = {
  accountId: '123456789012',
  architecture: 'x86_64',
  availabilityZone: 'ap-south-1c',
  billingProducts: null,
  imageId: 'ami-0abcdef1234567890',
  instanceId: OWN_ID,
  instanceType: 't3.medium',
  pendingTime: '2026-11-22T22:00:20Z',
  privateIp: '10.0.0.10',
  region: 'ap-south-1',
  version: '2017-09-30',
};

export const OWN_METADATA: Readonly<Record<string, string>> = {
  '/latest/dynamic/instance-identity/document': JSON.stringify(IDENTITY, null, 2),
  '/latest/meta-data/instance-id': OWN_ID,
  '/latest/meta-data/instance-life-cycle': 'spot',
};

/** What a spot instance of that id is told of itself. */
export function ownFacts(instanceId: string): MachineFacts {
  const { accountId, region, availabilityZone: az, instanceType, imageId, pendingTime: launchedAt, privateIp } = IDENTITY;
  const told = { accountId, region, az, instanceType, imageId, launchedAt, privateIp };
  return { ...told, instanceId, lifecycle: 'spot', publicIp: null, tags: null };
}

export interface MetadataService {
  readonly url: string;
  readonly requests: readonly string[];
}

/** EC2's metadata service, version 2, on loopback for one test: a token first, answers only to whoever shows it. */
export async function metadataService(answers: Readonly<Record<string, string>>): Promise<MetadataService> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const isToken = request.method === 'PUT' && request.url === '/latest/api/token';
    if (isToken) {
      response.end('token-1');
      return;
    }
    const answer = answers[request.url ?? ''];
    const isAllowed = request.headers['x-aws-ec2-metadata-token'] === 'token-1';
    response.writeHead(isAllowed ? (answer === undefined ? 404 : 200) : 401).end(isAllowed ? answer : undefined);
  });
  return { requests, url: await serveOnLoopback(server) };
}
