import { holdInterrupts } from '../../cli/interrupt.ts';
import { openSandbox } from '../../cli/sandbox/open-sandbox.ts';
import { runInSandbox } from '../../cli/sandbox/run-in-sandbox.ts';
import { sandboxFlags } from '../../cli/sandbox/sandbox-flags.ts';
import { SpotctlCommand } from '../../cli/spotctl-command.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

export default class SandboxExec extends SpotctlCommand {
  static override summary = 'Run a command against a sandbox that ends with it.';
  static override description =
    'A reference backend on SQLite and an EC2 emulator start on free loopback ports with a made-up fleet; the command gets them as its backend, database and AWS, and settings of its own. Nothing of the machine or the account around it is touched. The exit code is the command’s: 127 when it is not found, 128 and the number of the signal that ended it.';
  static override usage = '<%= command.id %> [--world NAME] [--size N] [--shutting-down-seconds S] -- CMD...';
  static override examples = [
    { description: 'Look at the incident', command: '<%= config.bin %> <%= command.id %> -- <%= config.bin %> doctor' },
    { description: 'A shell inside it', command: '<%= config.bin %> <%= command.id %> -- bash' },
    {
      description: 'The aws command against the emulator',
      command: '<%= config.bin %> <%= command.id %> --world healthy -- aws ec2 describe-instances',
    },
  ];
  static override flags = sandboxFlags;

  #exitCode = 0;

  override async run(): Promise<void> {
    await super.run();
    process.exitCode = this.#exitCode;
  }

  protected async execute(): Promise<void> {
    const { own, words } = splitWords(this.argv);
    const { flags } = await this.parse(SandboxExec, own).catch(askForDashes);
    if (words.length === 0) {
      throw new SpotctlError({
        code: 'USAGE',
        message: 'No command is named.',
        hint: 'Put it after `--`, as in `spotctl sandbox exec -- bash`.',
      });
    }
    // An interrupt while the sandbox starts must not leave its folder behind.
    const interrupt = holdInterrupts(() => undefined);
    const sandbox = await openSandbox(flags, (line) => {
      this.say(line);
    });
    try {
      interrupt.signal.throwIfAborted();
      const { exitCode, problem } = await runInSandbox(sandbox, {
        words,
        onStart: () => {
          interrupt.release();
        },
      });
      if (problem !== null) this.say(`sandbox: ${words[0] ?? ''}: ${problem}`);
      this.#exitCode = exitCode;
    } finally {
      await sandbox.close();
    }
  }
}

/** A command that stands behind no `--` is an argument too many to the parser. */
function askForDashes(error: unknown): never {
  const words: unknown = error instanceof Error && 'args' in error ? error.args : null;
  if (!Array.isArray(words)) throw error;
  throw new SpotctlError({
    code: 'USAGE',
    message: 'The command to run stands behind no `--`.',
    hint: `Put it there: \`spotctl sandbox exec -- ${words.join(' ')}\`.`,
  });
}

/** What stands behind `--` is the command's, word for word: the parser would put flags named twice in another order. */
function splitWords(argv: readonly string[]): { readonly own: string[]; readonly words: readonly string[] } {
  const end = argv.indexOf('--');
  return end === -1 ? { own: [...argv], words: [] } : { own: argv.slice(0, end), words: argv.slice(end + 1) };
}
