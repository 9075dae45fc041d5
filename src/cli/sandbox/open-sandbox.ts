import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { ContextStore } from '../settings/context-store.ts';
import { writeSandboxContext } from './sandbox-context.ts';
import type { SandboxFlags } from './sandbox-flags.ts';

/** The context inside a sandbox: it names its client and account as drill targets. */
const OWN_CONTEXT = 'sandbox';

/** Starts the sandbox that the flags describe; `say` hears of defects of its backend. */
export async function openSandbox(flags: SandboxFlags, say: (line: string) => void): Promise<Sandbox> {
  const { startSandbox } = await import('../../sandbox/start-sandbox.ts');
  const sandbox = await startSandbox({
    world: flags.world,
    size: flags.size,
    shuttingDownSeconds: flags['shutting-down-seconds'],
    onDefect: (error) => {
      say(`sandbox: the backend met a defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  });
  try {
    await writeSandboxContext(new ContextStore(join(sandbox.folder, 'config', 'spotctl')), { sandbox, name: OWN_CONTEXT });
    return sandbox;
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
