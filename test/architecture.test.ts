import { globSync, readFileSync } from 'node:fs';
import { cruise, type IForbiddenRuleType, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from './support/run-command.ts';

interface FolderRule {
  /** Folder of `src`; `gateways/*` stands for each gateway by itself. */
  readonly folder: string;
  /** Other folders of `src` it may import. */
  readonly mayImport: readonly string[];
  /** Those of which it may import types only. */
  readonly mayImportTypesOf?: readonly string[];
  readonly packages: readonly string[];
  readonly mayUseNode: boolean;
}

/** The direction of all imports. A change here is a change of the design. */
const table: readonly FolderRule[] = [
  { folder: 'domain', mayImport: [], packages: [], mayUseNode: false },
  { folder: 'ports', mayImport: ['domain'], packages: [], mayUseNode: false },
  { folder: 'usecases', mayImport: ['domain', 'ports'], packages: [], mayUseNode: false },
  { folder: 'wire', mayImport: [], packages: ['zod'], mayUseNode: false },
  {
    folder: 'views/dashboard',
    mayImport: ['domain', 'views'],
    mayImportTypesOf: ['usecases'],
    packages: ['ink', 'react'],
    mayUseNode: false,
  },
  { folder: 'views', mayImport: ['domain'], mayImportTypesOf: ['usecases'], packages: [], mayUseNode: false },
  { folder: 'gateways/backend-http', mayImport: ['domain', 'ports', 'wire'], packages: ['zod'], mayUseNode: true },
  {
    folder: 'gateways/ec2',
    mayImport: ['domain', 'ports', 'wire'],
    packages: ['@aws-sdk/[^/]+', '@smithy/[^/]+', 'zod'],
    mayUseNode: true,
  },
  { folder: 'gateways/database', mayImport: ['domain', 'ports', 'wire'], packages: ['mysql2', 'kysely', 'zod'], mayUseNode: true },
  { folder: 'gateways/terminal', mayImport: ['domain', 'ports'], packages: ['@inquirer/[^/]+'], mayUseNode: true },
  { folder: 'gateways/*', mayImport: ['domain', 'ports', 'wire'], packages: ['zod'], mayUseNode: true },
  { folder: 'backend', mayImport: ['domain', 'wire'], packages: ['kysely', 'mysql2', 'pino', 'zod'], mayUseNode: true },
  { folder: 'sandbox', mayImport: ['backend', 'domain', 'wire'], packages: ['zod'], mayUseNode: true },
  {
    folder: 'cli',
    mayImport: ['domain', 'ports', 'usecases', 'wire', 'views', 'gateways', 'backend', 'sandbox'],
    packages: ['@oclif/core', 'zod', 'csv-stringify', 'string-width', 'write-file-atomic', 'yaml'],
    mayUseNode: true,
  },
  { folder: 'commands', mayImport: ['cli', 'usecases', 'views', 'domain'], packages: ['@oclif/core'], mayUseNode: false },
];

const CIRCLE = 'no circles';

const named = table.map(({ folder }) => folder).filter((folder) => folder.startsWith('gateways/') && !folder.endsWith('*'));

function rulesOf(rule: FolderRule): IForbiddenRuleType[] {
  const isRest = rule.folder === 'gateways/*';
  const from = isRest
    ? { path: '^src/gateways/([^/]+)/', pathNot: named.map((folder) => `^src/${folder}/`) }
    : {
        path: `^src/${rule.folder}/`,
        pathNot: table.filter(({ folder }) => folder.startsWith(`${rule.folder}/`)).map(({ folder }) => `^src/${folder}/`),
      };
  const own = isRest ? '^src/gateways/$1/' : `^src/${rule.folder}/`;
  const allowed = [own, ...[...rule.mayImport, ...(rule.mayImportTypesOf ?? [])].map((folder) => `^src/${folder}/`)];
  const packages = rule.packages.map((name) => `node_modules/${name}(/|$)`);
  const forbid = (what: string, to: object): IForbiddenRuleType => ({
    name: `${rule.folder}: ${what}`,
    severity: 'error',
    from,
    to,
  });
  return [
    forbid('a folder it may not import', { path: '^src/', pathNot: allowed }),
    forbid('a package it may not import', { dependencyTypesNot: ['local', 'core'], path: '.', pathNot: ['^src/', ...packages] }),
    ...(rule.mayUseNode ? [] : [forbid('a module of Node', { dependencyTypes: ['core'] })]),
    ...(rule.mayImportTypesOf ?? []).map((folder) =>
      forbid(`more than types of ${folder}`, { path: `^src/${folder}/`, dependencyTypesNot: ['type-only'] }),
    ),
  ];
}

async function cruiseSource(): Promise<ICruiseResult> {
  const { output } = await cruise(['src'], {
    baseDir: repositoryRoot,
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    validate: true,
    ruleSet: {
      forbidden: [
        ...table.flatMap(rulesOf),
        // Types count: what two files name of each other belongs in a third below them.
        { name: CIRCLE, severity: 'error', from: { path: '^src/' }, to: { circular: true } },
      ],
    },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text.');
  return output;
}

function sourceFiles(): readonly { readonly path: string; readonly lines: readonly string[] }[] {
  const paths = globSync('{src,test}/**/*.{ts,tsx}', { cwd: repositoryRoot });
  return paths.map((path) => ({ path, lines: readFileSync(`${repositoryRoot}/${path}`, 'utf8').trimEnd().split('\n') }));
}

const { summary, modules } = await cruiseSource();

describe('architecture', () => {
  test('every import goes in the direction of the table', async () => {
    const broken = summary.violations
      .filter(({ rule }) => rule.name !== CIRCLE)
      .map(({ rule, from, to }) => `${from} imports ${to} (${rule.name})`);

    const written = sourceFiles().filter(({ path }) => path.startsWith('src/'));
    expect(summary.totalCruised, 'modules that were read').toBeGreaterThanOrEqual(written.length);
    expect(broken).toEqual([]);
  });

  test('no file imports itself through others', () => {
    const circles = summary.violations
      .filter(({ rule }) => rule.name === CIRCLE)
      .map(({ from, cycle = [] }) => [from, ...cycle.map(({ name }) => name)].join(' imports '));

    expect(circles).toEqual([]);
  });

  test('every folder of the source tree is in the table', async () => {
    const known = table.map(({ folder }) => (folder === 'gateways/*' ? '^src/gateways/[^/]+/' : `^src/${folder}/`));
    const strays = modules
      .map(({ source }) => source)
      .filter((path) => path.startsWith('src/') && !known.some((folder) => new RegExp(folder, 'u').test(path)));

    expect(strays).toEqual([]);
  });

  test('only the settings read the environment', () => {
    const readers = sourceFiles().filter(
      ({ path, lines }) => path.startsWith('src/') && lines.some((line) => /\bprocess\s*(\.|\[['"])env\b/u.test(line)),
    );

    expect(readers.map(({ path }) => path).filter((path) => !path.startsWith('src/cli/settings'))).toEqual([]);
  });

  test('a command takes at most 90 lines, a source file 250, a test file 300', () => {
    const tooLong = sourceFiles().filter(({ path, lines }) => lines.length > wallOf(path));

    expect(tooLong.map(({ path, lines }) => `${path}: ${lines.length} lines`)).toEqual([]);
  });
});

function wallOf(path: string): number {
  if (path.startsWith('src/commands/')) return 90;
  return path.startsWith('src/') ? 250 : 300;
}
