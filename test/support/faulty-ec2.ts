import type { ServerResponse } from 'node:http';
import { type Reply, startForwarding } from './forwarding-server.ts';

/** What becomes of a call. Those that begin with `act` let EC2 do it first, and lose the answer. */
export type Mishap =
  | 'act, then reset'
  | 'act, then answer 200 with nothing'
  | 'act, then break off the answer'
  | 'act, then answer as a proxy: 502'
  | 'act, then hang'
  | { readonly status: number; readonly code: string };

export interface CallFault {
  /** The action it strikes. */
  readonly on: string;
  readonly mishap: Mishap;
  /** Which of the calls, counted from 1; all where left out. */
  readonly calls?: (call: number) => boolean;
  /** Only while this many seconds since the first call that it struck. */
  readonly forSeconds?: number;
}

export interface FaultyEc2 {
  readonly url: string;
  /** The actions that reached it, dry runs not among them. */
  readonly actions: readonly string[];
  /** The ids of every termination that was passed on to EC2, in order. */
  readonly doomed: readonly string[];
  /** Runs once, right before the first call of that action is passed on. */
  before(action: string, act: () => Promise<void>): void;
}

/** A loopback EC2 in front of another, where chosen calls go wrong. It ends with the test. */
export async function faultyEc2(target: string, faults: readonly CallFault[]): Promise<FaultyEc2> {
  const actions: string[] = [];
  const doomed: string[] = [];
  const surprises = new Map<string, () => Promise<void>>();
  const struckSince = new Map<CallFault, number>();
  const isOn = (fault: CallFault): boolean => {
    if (fault.forSeconds === undefined) return true;
    const since = struckSince.get(fault) ?? performance.now();
    struckSince.set(fault, since);
    return performance.now() - since < fault.forSeconds * 1_000;
  };

  const url = await startForwarding(target, async ({ body, forward }, response) => {
    const parameters = new URLSearchParams(body.toString('utf8'));
    const action = parameters.get('Action') ?? '';
    if (parameters.get('DryRun') !== 'true') actions.push(action);
    await surprises.get(action)?.();
    surprises.delete(action);
    const call = actions.filter((one) => one === action).length;
    const fault = faults.find((one) => one.on === action && (one.calls?.(call) ?? true) && isOn(one));
    const mishap = fault?.mishap;
    if (typeof mishap === 'object') return refuse(response, mishap);
    if (action === 'TerminateInstances' && parameters.get('DryRun') !== 'true')
      doomed.push(...[...parameters].flatMap(([name, value]) => (name.startsWith('InstanceId.') ? [value] : [])));
    const reply = await forward();
    if (mishap === undefined) return send(response, reply);
    spoil(response, { mishap, reply });
  });
  return { url, actions, doomed, before: (action, act) => surprises.set(action, act) };
}

function spoil(response: ServerResponse, { mishap, reply }: { readonly mishap: Exclude<Mishap, object>; readonly reply: Reply }): void {
  switch (mishap) {
    case 'act, then reset':
      response.destroy();
      return;
    case 'act, then answer 200 with nothing':
      return send(response, { status: 200, body: Buffer.alloc(0) });
    case 'act, then break off the answer':
      return send(response, { status: 200, body: reply.body.subarray(0, reply.body.length / 2) });
    case 'act, then answer as a proxy: 502':
      return send(response, { status: 502, body: Buffer.from('<html><body>Bad gateway</body></html>') });
    case 'act, then hang':
      return;
    default:
      return mishap satisfies never;
  }
}

function refuse(response: ServerResponse, { status, code }: Extract<Mishap, object>): void {
  const body = `<Response><Errors><Error><Code>${code}</Code><Message>${code} in the test</Message></Error></Errors><RequestID>r</RequestID></Response>`;
  send(response, { status, body: Buffer.from(body) });
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(body);
}
