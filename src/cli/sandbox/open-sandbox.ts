import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import type { SandboxFlags } from './sandbox-flags.ts';

/** Starts the sandbox that the flags describe; `say` hears of defects of its backend. */
export async function openSandbox(flags: SandboxFlags, say: (line: string) => void): Promise<Sandbox> {
  const { startSandbox } = await import('../../sandbox/start-sandbox.ts');
  return startSandbox({
    world: flags.world,
    size: flags.size,
    shuttingDownSeconds: flags['shutting-down-seconds'],
    onDefect: (error) => {
      say(`sandbox: the backend met a defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  });
}
