import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './run-command.ts';

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A command line as a page shows it, and what the page says that it prints; `null` where it says nothing. */
export interface ShownLine {
  readonly line: string;
  readonly output: string | null;
}

/** Every page for readers. */
export async function pages(): Promise<readonly Page[]> {
  const docs = (await readdir(join(repositoryRoot, 'docs'))).map((name) => `docs/${name}`);
  const paths = ['README.md', 'CHANGELOG.md', 'SECURITY.md', ...docs];
  return await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(repositoryRoot, path), 'utf8') })));
}

/** The blocks of a page in one language: `sh`, `json`. */
export function blocksOf({ text }: Page, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu)].filter(([, found]) => found === language).map(([, , block]) => block ?? '');
}

/** What a page tells its reader to type: each line of its shell blocks, and after each `$` of its consoles. */
export function shownLines(page: Page): readonly ShownLine[] {
  const typed = blocksOf(page, 'sh')
    .flatMap((block) => block.replaceAll(/\\\n\s*/gu, '').split('\n'))
    .map((line) => line.replace(/\s+#\s.*$/u, '').trim())
    .filter((line) => line !== '')
    .map((line) => ({ line, output: null }));
  const consoles = blocksOf(page, 'console').flatMap((block) => block.split(/^\$ /mu).filter((part) => part.trim() !== ''));
  const shown = consoles.map((part) => {
    const [line = '', ...output] = part.split('\n');
    return { line, output: output.join('\n').trimEnd() };
  });
  return [...typed, ...shown];
}

/** The command lines of spotctl that a page names in running text. */
export function namedInProse({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gmu, '');
  return [...prose.matchAll(/`((?:[A-Z_]+=\S+ )*spotctl [^`]+)`/gu)].map(([, line]) => (line ?? '').replaceAll(/\s+/gu, ' '));
}
