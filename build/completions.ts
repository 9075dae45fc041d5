import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '@oclif/core';
import type { CompletableCommand, CompletableFlag, CompletionTable, ValueKind } from '../src/cli/completion/completion-table.ts';
import { errorCatalogue } from '../src/domain/errors/catalogue.ts';
import { findings } from '../src/domain/findings/index.ts';
import { defects } from '../src/sandbox/worlds/defects.ts';
import { worldNames } from '../src/sandbox/worlds/world.ts';
import { declaredLists } from '../src/views/lists/declared-lists.ts';
import type { Bundling } from './bundle.ts';
import { readManifest } from './manifest.ts';

/** Writes what shells are offered, so that completing has to load no command. */
export async function writeCompletions({ root, outputFolder }: Pick<Bundling, 'root' | 'outputFolder'>): Promise<void> {
  const manifest = await readManifest(root, join(outputFolder, 'commands'));
  const { oclif } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const table = completionTable(Object.values(manifest), oclif.topics);
  await writeFile(join(outputFolder, 'completions.json'), JSON.stringify(table));
}

/** What the commands' own declarations say of their words. */
export function completionTable(
  commands: readonly Command.Cached[],
  topics: Readonly<Record<string, { readonly description: string }>>,
): CompletionTable {
  const codes = findings.map(({ code }) => code);
  return {
    commands: commands.filter(({ hidden }) => !hidden).map(completable),
    topics: Object.fromEntries(Object.entries(topics).map(([name, { description }]) => [name, description])),
    values: {
      finding: codes,
      code: [...codes, ...Object.keys(errorCatalogue)],
      world: [...worldNames, ...Object.keys(defects)],
      region: AWS_REGIONS,
    },
  };
}

function completable({ id, summary, flags, args, strict }: Command.Cached): CompletableCommand {
  const path = id.split(':');
  const list = declaredLists().find(({ command }) => command === path.join(' '));
  return {
    path,
    summary: summary ?? '',
    // A command's own before those that every command has.
    flags: Object.values(flags)
      .filter(({ hidden }) => !hidden)
      .toSorted((one, other) => Number(one.helpGroup !== undefined) - Number(other.helpGroup !== undefined))
      .map((flag) => completableFlag(flag, path)),
    args: Object.values(args).map(({ name, options }) => ({ kind: kindOfArgument(name, path), values: options ?? [] })),
    isVariadic: strict === false || Object.values(args).some((arg) => 'multiple' in arg && arg.multiple),
    columns: list?.columns.map(({ name }) => name) ?? [],
  };
}

function completableFlag(flag: Command.Flag.Cached, path: readonly string[]): CompletableFlag {
  const option = flag.type === 'option' ? flag : null;
  return {
    names: [`--${flag.name}`, ...(flag.char === undefined ? [] : [`-${flag.char}`])],
    description: flag.summary ?? flag.description ?? '',
    takesValue: option !== null && flag.name !== 'watch',
    isMultiple: option?.multiple === true,
    values: option?.options ?? [],
    kind: option === null ? null : kindOfFlag(flag.name, { helpValue: String(option.helpValue ?? ''), path }),
  };
}

const KINDS_BY_HELP: Readonly<Record<string, ValueKind>> = {
  AGENT: 'agent',
  REGION: 'region',
  FILE: 'file',
  PATH: 'file',
  CODES: 'finding',
  CODE: 'finding',
};
const KINDS_BY_NAME: Readonly<Record<string, ValueKind>> = {
  context: 'context',
  world: 'world',
  columns: 'column',
  sort: 'column',
  unprotect: 'instance',
  subject: 'instance',
};

function kindOfFlag(name: string, { helpValue, path }: { readonly helpValue: string; readonly path: readonly string[] }): ValueKind | null {
  if (name === 'context' && path[0] === 'sandbox') return null;
  return KINDS_BY_NAME[name] ?? KINDS_BY_HELP[helpValue] ?? null;
}

function kindOfArgument(name: string, path: readonly string[]): ValueKind | null {
  if (name === 'instance' || name === 'instances') return 'instance';
  if (name === 'file') return 'file';
  if (name === 'name' && path[0] === 'context') return 'context';
  if (name === 'code') return path[0] === 'explain' ? 'code' : 'finding';
  return null;
}

/** Offered behind those of the fleet; another is as good. */
const AWS_REGIONS = [
  'af-south-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ca-central-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];
