import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsDocument } from '../../build/commands-document.ts';
import { findCommand } from '../../src/cli/find-command.ts';
import { blocksOf, namedInProse, pages, type ShownLine, shownLines } from '../support/documentation.ts';
import { isLasting, preparedHome, runLine } from '../support/documented-line.ts';
import { repositoryRoot } from '../support/run-command.ts';
import { runningSandbox } from '../support/running-sandbox.ts';

const manifest = JSON.parse(await readFile(join(repositoryRoot, 'dist/manifest.json'), 'utf8'));
const { scripts } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));
// Its examples are those of help, which a test of their own runs; what the README shows first is held to the demo.
const read = (await pages()).filter(({ path }) => path !== 'docs/commands.md');

/** Where a line ends in another way here than at its reader's, and why. */
const ELSEWHERE: Readonly<Record<string, number>> = {
  // The question for a token needs a terminal.
  'spotctl login --backend-url https://backend.example.com': 2,
  // Shown for the error.
  'spotctl explain FL999': 2,
  'spotctl explain FL999 -o json': 2,
};

test('docs/commands.md is what the commands declare; npm run docs writes it', async () => {
  expect(await readFile(join(repositoryRoot, 'docs/commands.md'), 'utf8')).toBe(commandsDocument(Object.values(manifest)));
});

describe('what a page tells its reader to type', () => {
  test.each(read.map((page) => [page.path, page] as const))('ends as it should, and prints what is shown: %s', async (...[, page]) => {
    const sandbox = await runningSandbox('healthy');
    const home = await preparedHome(sandbox);

    for (const shown of shownLines(page).filter(({ output }) => !isPartOfDemo(page.path, output))) {
      expect(await complaintAbout(shown, { sandbox, home })).toBeNull();
    }
  });
});

/** Takes two minutes, since a wait has whole ones; the tests of the drill and of its runbook hold what it shows. */
const TOO_LONG = 'spotctl sandbox exec --world healthy -- sh -c';

test('no command stands in a block that is not run', () => {
  const hidden = read.flatMap((page) => blocksOf(page, '').filter((block) => /^(?:\$ )?(?:spotctl|npm) /mu.test(block)));

  expect(hidden.filter((block) => !block.startsWith(TOO_LONG))).toEqual([]);
});

/** How a line goes another way than its page says. */
async function complaintAbout({ line, output }: ShownLine, place: Parameters<typeof runLine>[1]): Promise<string | null> {
  if (line.startsWith('npm ')) return npmScriptsOf(line).every((name) => name in scripts) ? null : `${line}: no such script`;
  const { exitCode, text } = await runLine(line, place);
  const expected = isLasting(line) ? [0, 130] : [ELSEWHERE[line] ?? 0];
  if (!expected.some((code) => code === exitCode)) return `${line}: ended with ${exitCode}\n${text}`;
  const isAsShown = output === null || withoutMoments(text.trimEnd()) === withoutMoments(output);
  return isAsShown ? null : `${line}: printed\n${text}`;
}

describe('what a page names in running text', () => {
  test.each(read.map((page) => [page.path, page] as const))('is a command, with flags that it has: %s', (...[, page]) => {
    const wrong = namedInProse(page).flatMap(whatIsWrong);

    expect(wrong).toEqual([]);
  });
});

/** What of a line no command answers to. Words in capitals stand for others. */
function whatIsWrong(line: string): readonly string[] {
  const words =
    line
      .slice(line.indexOf('spotctl ') + 'spotctl '.length)
      .split(' -- ')[0]
      ?.split(' ') ?? [];
  if (words[0] === 'COMMAND' || words[0]?.startsWith('--') === true) return [];
  const asked = findCommand(words, Object.keys(manifest));
  if (asked.kind === 'unknown') return [line];
  const flags = asked.kind === 'command' ? Object.keys(manifest[asked.id].flags) : ['help'];
  const named = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).replace(/[=,.].*$/u, ''));
  return named.filter((name) => !flags.includes(name) && name !== 'help').map((name) => `${line}: --${name}`);
}

function npmScriptsOf(line: string): readonly string[] {
  return [...line.matchAll(/npm (?:run (?<script>[\w:-]+)|(?<own>test))/gu)].map(([, script, own]) => script ?? own ?? '');
}

/** The one console of the README, which shows the incident: the test of the demo holds it to what that prints. */
function isPartOfDemo(path: string, output: string | null): boolean {
  return path === 'README.md' && output !== null;
}

function withoutMoments(text: string): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:]+Z/gu, 'MOMENT');
}
