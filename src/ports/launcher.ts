import type { PurchaseMode } from '../domain/instance.ts';

/** A replacement: its pool is named, all else is taken from the instance that it replaces. */
export interface LaunchRequest {
  /** The instance whose image, network, key, profile and tags it takes over. */
  readonly like: string;
  readonly instanceType: string;
  readonly az: string;
  readonly mode: Exclude<PurchaseMode, 'unknown'>;
  /** Beside those of the instance it replaces, and over them. */
  readonly tags: Readonly<Record<string, string>>;
  /** EC2 launches once for one token: the same request again answers with the same instance. */
  readonly clientToken: string;
}

/** Launches instances. Throws `SpotctlError` with an `AWS_*` code. */
export interface Launcher {
  /** Answers with the new instance's id as soon as EC2 has accepted it. */
  launch(region: string, request: LaunchRequest): Promise<string>;
}
