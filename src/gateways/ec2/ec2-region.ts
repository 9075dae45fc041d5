import type { EC2Client } from '@aws-sdk/client-ec2';

/** How a call is sent: every send carries the signal that ends it. */
export type Send<Output> = (client: EC2Client, options: { readonly abortSignal: AbortSignal }) => Promise<Output>;

/** EC2 in one region. Both ways of calling throw `SpotctlError` with an `AWS_*` code. */
export interface Ec2Region {
  readonly name: string;
  /** Told of the bytes of every chunk of an answer that is read as it arrives. */
  readonly onArrived: (bytes: number) => void;
  /** Calls what may be sent again: throttling and broken connections are retried. */
  call<Output>(action: string, send: Send<Output>): Promise<Output>;
  /** Calls what must not be sent again before what guards it has been read anew: nothing is retried. */
  callOnce<Output>(action: string, send: Send<Output>): Promise<Output>;
}
