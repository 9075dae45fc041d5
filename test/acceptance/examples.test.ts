import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isLasting, preparedHome, runLine } from '../support/documented-line.ts';
import { repositoryRoot } from '../support/run-command.ts';
import { runningSandbox } from '../support/running-sandbox.ts';

interface Documented {
  readonly id: string;
  readonly description?: string;
  readonly examples?: readonly { readonly description: string; readonly command: string }[];
  readonly flags: Readonly<Record<string, unknown>>;
}

const manifest: Readonly<Record<string, Documented>> = JSON.parse(await readFile(join(repositoryRoot, 'dist/manifest.json'), 'utf8'));
const commands = Object.values(manifest);

/** Where an example ends in another way here than at its reader's, and why. */
const ELSEWHERE: Readonly<Record<string, number>> = {
  // The question for a token needs a terminal.
  'spotctl login --backend-url https://backend.example.com': 2,
  // This machine is no EC2 instance.
  'spotctl agent run --region ap-south-1': 2,
  // The code is doctor's own, and the incident has findings.
  'spotctl sandbox exec -- spotctl doctor': 1,
  '. /tmp/sandbox.env && spotctl doctor': 1,
  'spotctl doctor --context staging': 1,
};

describe('every command', () => {
  test.each(commands.map(({ id, examples }) => [id, examples ?? []] as const))('shows at least two uses: %s', (...[, examples]) => {
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(examples.every(({ description, command }) => description !== '' && command !== '')).toBe(true);
  });
});

describe('the uses that help shows', () => {
  test.each(commands.map((command) => [command.id.replaceAll(':', ' '), command] as const))(
    'end as the command says: %s',
    async (...[, command]) => {
      // A drill needs a fleet that is well.
      const sandbox = await runningSandbox(command.id === 'drill' ? 'healthy' : 'incident');
      const home = await preparedHome(sandbox);
      if (command.id === 'schema:apply') await runLine('spotctl schema plan --out plan.json', { sandbox, home });

      for (const line of linesOf(command)) {
        const ended = await runLine(line, { sandbox, home });

        expect(documentedCodes(command, line), `${line}\n${ended.text}`).toContain(ended.exitCode);
      }
    },
  );
});

function linesOf({ id, examples = [] }: Documented): readonly string[] {
  return examples.map(({ command }) =>
    command.replaceAll('<%= config.bin %>', 'spotctl').replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
  );
}

/** 0; what its description names; and where it has to be confirmed, that nobody did. */
function documentedCodes({ description = '', flags }: Documented, line: string): readonly number[] {
  const named = description
    .split(/(?<=\.)\s/u)
    .filter((sentence) => /exit|ends with/iu.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(/\b(?:\d|130)\b/gu)].map(([code]) => Number(code)));
  return [
    0,
    ...named,
    ...('yes' in flags || 'confirm' in flags ? [6] : []),
    ...(isLasting(line) ? [130] : []),
    ...(ELSEWHERE[line] === undefined ? [] : [ELSEWHERE[line]]),
  ];
}
