import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { WorldName } from '../../src/sandbox/worlds/world.ts';
import { type CommandResult, runCommand } from './run-command.ts';

/** A sandbox that ends with the test, and commands run in it. */
export interface SandboxRun {
  readonly env: Readonly<Record<string, string>>;
  spotctl(...args: readonly string[]): Promise<CommandResult>;
  /** The same for what takes minutes. */
  spotctlSlowly(...args: readonly string[]): Promise<CommandResult>;
  /** The same in another environment. */
  spotctlWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<CommandResult>;
  /** EC2's own word, past spotctl. */
  stateOf(id: string): Promise<string>;
  /** Ends backend and EC2 before the test does. */
  stop(): Promise<void>;
}

export async function sandboxRun(
  facts: { readonly world?: WorldName; readonly size?: number; readonly shuttingDownSeconds?: number } = {},
): Promise<SandboxRun> {
  const { world = 'incident', size = 0, shuttingDownSeconds = 0 } = facts;
  const sandbox = await startSandbox({ world, size, shuttingDownSeconds, onDefect: () => undefined });
  onTestFinished(() => sandbox.close());
  const env = Object.fromEntries(Object.entries(sandbox.environment).filter((entry): entry is [string, string] => entry[1] !== null));
  const client = new EC2Client({
    endpoint: sandbox.cloudUrl,
    region: sandbox.region,
    credentials: { accessKeyId: 'AKIASANDBOX000000000', secretAccessKey: 'sandbox' },
  });
  onTestFinished(() => client.destroy());
  return {
    env,
    stop: () => sandbox.close(),
    spotctl: async (...args) => await runCommand(args, { env }),
    spotctlSlowly: async (...args) => await runCommand(args, { env, timeoutSeconds: 180 }),
    spotctlWith: async (other, ...args) => await runCommand(args, { env: other }),
    stateOf: async (id) => {
      const { Reservations: found } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
      return found?.[0]?.Instances?.[0]?.State?.Name ?? 'absent';
    },
  };
}
