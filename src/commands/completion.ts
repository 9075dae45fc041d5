import { Args } from '@oclif/core';
import { type Shell, SHELLS, shellScript } from '../cli/completion/shell-scripts.ts';
import { SpotctlCommand } from '../cli/spotctl-command.ts';

export default class Completion extends SpotctlCommand {
  static override summary = 'Print the script that completes spotctl’s words in a shell.';
  static override description =
    'Completes commands, flags, their values, and the ids of instances and agents that a list has shown within the last ten minutes. Completing asks nothing of the network.';
  static override examples = [
    { description: 'In ~/.bashrc', command: 'source <(<%= config.bin %> <%= command.id %> bash)' },
    { description: 'In ~/.zshrc, after compinit', command: 'source <(<%= config.bin %> <%= command.id %> zsh)' },
    {
      description: 'For fish, once',
      command: '<%= config.bin %> <%= command.id %> fish > ~/.config/fish/completions/spotctl.fish',
    },
  ];
  static override args = {
    shell: Args.custom<Shell>({ options: [...SHELLS] })({ required: true, ignoreStdin: true, description: 'bash, zsh or fish' }),
  };

  protected async execute(): Promise<void> {
    const { args } = await this.parse(Completion);
    const script = shellScript(args.shell);
    await this.print({ kind: 'CompletionScript', body: { shell: args.shell, script }, text: () => script });
  }
}
