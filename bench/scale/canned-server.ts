import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { AGENT_ANSWERS, cannedBackend } from './canned-backend.ts';
import { CannedEc2 } from './canned-ec2.ts';
import { makeUpFleet } from './made-up-fleet.ts';

const FRESH_MS = 60_000;

// A process of its own, so that it shares no memory with what is measured: the size of the fleet in, its port out, until it is ended.
const fleet = makeUpFleet(Number(process.argv[2]));
const ec2 = new CannedEc2(fleet);
let backend = cannedBackend(fleet, new Date());
// An agent that has long been silent is a finding.
setInterval(() => {
  backend = cannedBackend(fleet, new Date());
}, FRESH_MS).unref();

const answerEc2 = async (request: IncomingMessage): Promise<ReturnType<CannedEc2['answer']>> => {
  const region = /\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return ec2.answer(region, new URLSearchParams(await text(request)));
};

const answer: RequestListener = (request, response) => {
  if (request.method === 'POST') {
    answerEc2(request).then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': 'r' }).end(body),
      () => response.destroy(),
    );
    return;
  }
  const path = request.url?.split('?')[0] ?? '/';
  const body = backend.get(path) ?? AGENT_ANSWERS.get(path.split('/').at(-1) ?? '');
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body ?? '{"error":"Not found"}');
};

const server = createServer(answer);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address !== null ? address.port : '');
});
