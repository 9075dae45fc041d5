import type { Command } from '@oclif/core';
import { plainUsage } from '../src/cli/plain-usage.ts';

type Flag = Command.Flag.Cached;

/** Flags that many commands share are told once: their groups in help, by the headings they have here. */
const SHARED: Readonly<Record<string, string>> = {
  GLOBAL: 'Of every command',
  SOURCE: 'Of every command that asks backend, database or AWS',
  LIST: 'Of every list',
};

const INTRODUCTION = `# Commands

What \`spotctl COMMAND --help\` shows, on one page. Written by \`npm run docs\` from the commands' own declarations; a test holds it to them,
and runs each example in the sandbox. What all commands print and how they end is in [output.md](output.md).
`;

/** Every command as Markdown: usage, what it does, its own flags, and its examples. */
export function commandsDocument(commands: readonly Command.Cached[]): string {
  const shown = commands.filter(({ hidden }) => !hidden);
  const rows = shown.map(({ id, summary }) => `| [${nameOf(id)}](#${anchorOf(id)}) | ${cell(summary ?? '')} |\n`);
  return [
    INTRODUCTION,
    `\n| command | what it does |\n| --- | --- |\n${rows.join('')}`,
    '\n## Shared flags\n',
    ...Object.entries(SHARED).map(([group, heading]) => `\n### ${heading}\n\n${flagTable(sharedFlags(shown, group))}`),
    ...shown.map(commandSection),
  ].join('');
}

function commandSection(command: Command.Cached): string {
  const { id, summary, description, args, flags, examples } = command;
  const own = Object.values(flags).filter(({ hidden, helpGroup }) => hidden !== true && SHARED[helpGroup ?? ''] === undefined);
  const shared = Object.keys(SHARED).filter((group) => Object.values(flags).some(({ helpGroup }) => helpGroup === group));
  const headings = shared.filter((group) => group !== 'GLOBAL').map((group) => SHARED[group] ?? '');
  const anchors = headings.map((heading) => `[${heading.replace('Of', 'of')}](#${anchorOf(heading)})`);
  const argumentRows = Object.values(args).map(
    ({ name, description: meaning }) => `| \`${name.toUpperCase()}\` | ${cell(meaning ?? '')} |\n`,
  );
  return [
    `\n## spotctl ${nameOf(id)}\n\n${summary ?? ''}\n`,
    `\n\`\`\`\n${usagesOf(command).join('\n')}\n\`\`\`\n`,
    description === undefined ? '' : `\n${filled(description, id)}\n`,
    argumentRows.length === 0 ? '' : `\n| argument | what it is |\n| --- | --- |\n${argumentRows.join('')}`,
    own.length === 0 ? '' : `\n${flagTable(own)}`,
    anchors.length === 0 ? '' : `\nAnd the flags ${anchors.join(', and those ')}.\n`,
    `\n${(examples ?? []).map((example) => exampleLine(example, id)).join('')}`,
  ].join('');
}

function usagesOf(command: Command.Cached): readonly string[] {
  return [command.usage ?? plainUsage(command)].flat().map((line) => `spotctl ${filled(line, command.id)}`);
}

function exampleLine(example: Command.Example, id: string): string {
  if (typeof example === 'string') return `- \`${filled(example, id)}\`\n`;
  return `- ${example.description}: \`${filled(example.command, id)}\`\n`;
}

/** The same flag of two commands may be told in other words: the first of them stands for all. */
function sharedFlags(commands: readonly Command.Cached[], group: string): readonly Flag[] {
  const all = commands
    .flatMap(({ flags }) => Object.values(flags))
    .filter(({ helpGroup, hidden }) => helpGroup === group && hidden !== true);
  return [...new Map(all.toReversed().map((flag) => [flag.name, flag])).values()].toReversed();
}

function flagTable(flags: readonly Flag[]): string {
  const rows = flags.map((flag) => `| ${flagName(flag)} | ${cell(meaningOf(flag))} |\n`);
  return `| flag | what it does |\n| --- | --- |\n${rows.join('')}`;
}

function flagName(flag: Flag): string {
  const value = flag.type === 'option' ? ` ${[flag.helpValue ?? 'VALUE'].flat().join(' ')}${flag.multiple === true ? '...' : ''}` : '';
  return `${flag.char === undefined ? '' : `\`-${flag.char}\`, `}\`--${flag.name}${value}\``;
}

function meaningOf(flag: Flag): string {
  // A flag that names its value says in its own words what that may be.
  const options = flag.type === 'option' && flag.helpValue === undefined ? `; one of ${(flag.options ?? []).join(', ')}` : '';
  const preset = flag.type === 'option' && flag.default !== undefined ? `; ${String(flag.default)} by default` : '';
  return `${flag.summary ?? flag.description ?? ''}${options}${preset}`;
}

function nameOf(id: string): string {
  return id.replaceAll(':', ' ');
}

/** As GitHub makes them of headings. */
function anchorOf(heading: string): string {
  return (/^[a-z:-]+$/u.test(heading) ? `spotctl ${nameOf(heading)}` : heading)
    .toLowerCase()
    .replaceAll(/[^\w\- ]/gu, '')
    .replaceAll(' ', '-');
}

function filled(text: string, id: string): string {
  return text.replaceAll('<%= config.bin %>', 'spotctl').replaceAll('<%= command.id %>', nameOf(id));
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
