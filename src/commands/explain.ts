import { Args } from '@oclif/core';
import { SpotctlCommand } from '../cli/spotctl-command.ts';
import { explanations } from '../domain/explanations.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { explanationList, explanationText } from '../views/explanation.ts';

export default class Explain extends SpotctlCommand {
  static override summary = 'Say what a finding or an error means and what to do about it.';
  static override description = 'Without a code, all codes are listed.';
  static override examples = [
    { description: 'What a ghost is', command: '<%= config.bin %> <%= command.id %> FL401' },
    { description: 'All codes', command: '<%= config.bin %> <%= command.id %>' },
  ];
  static override args = {
    code: Args.string({ description: 'a code, such as FL401 or TOKEN_REFUSED', ignoreStdin: true }),
  };

  protected async execute(): Promise<void> {
    const { args } = await this.parse(Explain);
    if (args.code === undefined) return await this.printList(explanationList(explanations()));
    const wanted = args.code.toUpperCase();
    const explanation = explanations().find(({ code }) => code === wanted);
    if (explanation === undefined) throw new SpotctlError({ code: 'CODE_UNKNOWN', message: `There is no code "${args.code}".` });
    await this.print({ kind: 'Explanation', body: explanation, text: (screen) => explanationText(explanation, screen) });
  }
}
