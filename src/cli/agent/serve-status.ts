import { once } from 'node:events';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type AgentCounts, agentMetrics } from '../../views/agent/agent-metrics.ts';

/** Three heartbeats, or looks in place of them, that did not come through. */
const SILENT_AFTER_MS = 90_000;

export interface StatusServer {
  close(): Promise<void>;
}

/** `/healthz` and `/metrics` on loopback: 503 while the backend has not answered for a minute and a half. Throws `USAGE` for a port in use. */
export async function serveStatus(port: number, counts: () => AgentCounts): Promise<StatusServer> {
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => {
    const { status, type, body } = answer(request.url ?? '/', counts());
    response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SpotctlError({
      code: 'USAGE',
      message: `Port ${port} of this machine cannot be listened on: ${why}`,
      hint: 'Choose another with --listen, or 0 for none.',
    });
  }
  server.unref();
  return { close: async () => void server.close() };
}

function answer(path: string, counts: AgentCounts): { readonly status: number; readonly type: string; readonly body: string } {
  if (path === '/metrics')
    return { status: 200, type: 'application/openmetrics-text; version=1.0.0; charset=utf-8', body: agentMetrics(counts) };
  if (path !== '/healthz') return { status: 404, type: 'text/plain', body: 'Only /healthz and /metrics are here.\n' };
  const last = Date.parse(counts.heardAt ?? counts.startedAt);
  const isHeard = Date.now() - last < SILENT_AFTER_MS;
  const body = JSON.stringify({ status: isHeard ? 'ok' : 'silent', heartbeatAt: counts.heartbeatAt, ...counts.standing });
  return { status: isHeard ? 200 : 503, type: 'application/json', body: `${body}\n` };
}
