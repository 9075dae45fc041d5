import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repositoryRoot, runCommand } from '../support/run-command.ts';
import { runningSandbox, without } from '../support/running-sandbox.ts';

const folder = join(repositoryRoot, 'test/fixtures');
const certificate = join(folder, 'tls/self-signed.cert.pem');

/** An EC2 behind TLS that always returns the recorded instances. */
async function ec2OverTls(): Promise<{ readonly url: string; readonly connections: () => number }> {
  const instances = readFileSync(join(folder, 'ec2/DescribeInstances-spot-and-ondemand.xml'));
  let connections = 0;
  const server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(join(folder, 'tls/self-signed.key.pem')) },
    (request, response) => {
      request.resume().on('end', () => response.end(instances));
    },
  );
  server.on('secureConnection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { url: `https://localhost:${address.port}`, connections: () => connections };
}

test('EC2 is asked over TLS, its calls over kept connections', async () => {
  const ec2 = await ec2OverTls();
  const { env } = await runningSandbox();

  const { stdout, exitCode } = await runCommand(['instances', '--json'], {
    env: { ...without(env, 'AWS_ENDPOINT_URL'), AWS_ENDPOINT_URL_EC2: ec2.url, NODE_EXTRA_CA_CERTS: certificate },
  });

  expect(JSON.parse(stdout).items).toMatchObject([{ id: 'i-029c1999a147722de', aws: { state: 'absent' } }]);
  expect(exitCode).toBe(0);
  expect(ec2.connections()).toBe(1);
});
