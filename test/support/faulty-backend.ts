import type { ServerResponse } from 'node:http';
import { type Reply, startForwarding } from './forwarding-server.ts';

/** What becomes of a report. Those that begin with `book` let the backend do it first, and lose the answer. */
export type ReportMishap = 'reset' | 'hang' | 'book, then reset' | 'book, then hang' | Refusal;

interface Refusal {
  readonly status: number;
  readonly location?: string;
}

export interface ReportFault {
  readonly mishap: ReportMishap;
  /** Which of the reports, counted from 1; all where left out. */
  readonly calls?: (call: number) => boolean;
}

export interface FaultyBackend {
  readonly url: string;
  /** The instance ids of the reports that it passed on, each time. */
  readonly reports: readonly string[];
}

/** A loopback backend in front of another, where chosen reports go wrong. It ends with the test. */
export async function faultyBackend(target: string, faults: readonly ReportFault[]): Promise<FaultyBackend> {
  const reports: string[] = [];
  let calls = 0;
  const url = await startForwarding(target, async ({ path, body, forward }, response) => {
    if (!path.endsWith('/termination-report')) return pass(response, await forward());
    calls += 1;
    const mishap = faults.find((fault) => fault.calls?.(calls) ?? true)?.mishap ?? 'none';
    if (typeof mishap === 'object') return refuse(response, mishap);
    if (mishap === 'none' || mishap.startsWith('book')) {
      reports.push(instanceIn(body));
      const booked = await forward();
      if (mishap === 'none') return pass(response, booked);
    }
    if (mishap.endsWith('reset')) response.destroy();
  });
  return { url, reports };
}

function refuse(response: ServerResponse, { status, location }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(location === undefined ? {} : { location }) });
  response.end(JSON.stringify({ error: `${status} in the test` }));
}

function instanceIn(body: Buffer): string {
  return /"instance_id":"([^"]+)"/u.exec(body.toString('utf8'))?.[1] ?? '';
}

function pass(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
}
