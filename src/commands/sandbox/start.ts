import { Flags } from '@oclif/core';

import { openSandbox } from '../../cli/sandbox/open-sandbox.ts';
import { removeSandboxContext, writeSandboxContext } from '../../cli/sandbox/sandbox-context.ts';
import { sandboxFlags } from '../../cli/sandbox/sandbox-flags.ts';
import { untilStopped } from '../../cli/sandbox/until-stopped.ts';
import { ContextStore } from '../../cli/settings/context-store.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';

export default class SandboxStart extends SpotctlCommand {
  static override summary = 'Keep a sandbox in the foreground until Ctrl-C.';
  static override description =
    'Prints the variables that lead a shell into it, and writes a context of that name for `--context`. Ctrl-C, SIGTERM or SIGHUP stop it: both servers end, its folder and its context are removed, and the exit code is 0, since that is how it is meant to end.';
  static override examples = [
    { description: 'In one terminal', command: '<%= config.bin %> <%= command.id %> > /tmp/sandbox.env' },
    { description: 'In another', command: '. /tmp/sandbox.env && <%= config.bin %> doctor' },
  ];
  static override flags = {
    ...sandboxFlags,
    context: Flags.string({ default: 'sandbox', helpValue: 'NAME', description: 'the context to write' }),
  };

  protected async execute(): Promise<void> {
    const { flags } = await this.parse(SandboxStart);
    const store = new ContextStore(this.environment.configFolder);
    const stopped = untilStopped();
    const sandbox = await openSandbox(flags, (line) => {
      this.say(line);
    });
    try {
      await writeSandboxContext(store, { sandbox, name: flags.context });
      await this.print({ kind: 'Sandbox', body: { environment: sandbox.environment }, text: () => sandbox.exports });
      this.say(`The sandbox runs: --context ${flags.context}, or the exports above. Ctrl-C ends it.`);
      await stopped;
      await removeSandboxContext(store, { sandbox, name: flags.context });
    } finally {
      await sandbox.close();
    }
  }
}
