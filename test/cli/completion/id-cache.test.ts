import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type KnownIds, readSelection, recallIds, rememberIds, type Selection } from '../../../src/cli/completion/id-cache.ts';
import { readEnvironment } from '../../../src/cli/settings/environment.ts';
import { homeFolder } from '../../support/home.ts';

const IDS: KnownIds = { instance: [{ value: 'i-029c1999a147722de', description: 'ghost web-01' }], agent: [], region: [] };

async function home(contexts: object = {}): Promise<string> {
  const folder = await homeFolder();
  await mkdir(join(folder, 'spotctl'), { recursive: true });
  await writeFile(join(folder, 'spotctl/config.json'), JSON.stringify({ currentContext: 'prod', contexts }));
  return folder;
}

function fileOf(folder: string, facts: { readonly flags?: Selection['flags']; readonly env?: NodeJS.ProcessEnv } = {}): string {
  const environment = readEnvironment({ XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), ...facts.env });
  return readSelection({ flags: facts.flags ?? {}, environment }).file;
}

describe('the ids that a list has shown', () => {
  test('are remembered for minutes, for their owner’s eyes alone', async () => {
    const file = fileOf(await home());

    rememberIds(file, IDS);

    expect(recallIds(file, new Date())).toEqual(IDS);
    expect(recallIds(file, new Date(Date.now() + 700_000)).instance).toEqual([]);
    expect([(await stat(file)).mode & 0o777, (await stat(dirname(file))).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test('are offered only where the same backend, client and token are chosen', async () => {
    const prod = { backendUrl: 'https://prod.example' };
    const folder = await home({ prod, lab: {} });
    const files = [
      fileOf(folder),
      fileOf(folder, { flags: { context: 'lab' } }),
      fileOf(folder, { flags: { client: 'other' } }),
      fileOf(folder, { env: { SPOTCTL_BACKEND_URL: 'https://lab.example' } }),
      fileOf(folder, { env: { SPOTCTL_TOKEN: 'another' } }),
      fileOf(await home({ prod: { backendUrl: 'https://moved.example' } })),
    ];

    expect(new Set(files.map((file) => file.split('/').at(-1))).size).toBe(files.length);
    expect(fileOf(folder, { flags: { context: 'prod' } })).toBe(files[0]);
  });

  test('are none that a shell could take for something else', async () => {
    const file = fileOf(await home());

    rememberIds(file, { ...IDS, agent: ['web-01', '$(reboot)', '-rf', 'a b', 'x\ny', ''].map((value) => ({ value, description: '' })) });

    expect(recallIds(file, new Date()).agent).toEqual([{ value: 'web-01', description: '' }]);
  });

  test('are none where the file is broken or cannot be written', async () => {
    const folder = await home();
    const file = fileOf(folder);
    rememberIds(file, IDS);
    await writeFile(file, '{"instance":[{"value":7}],"agent":"x"');

    expect(recallIds(file, new Date())).toEqual({ instance: [], agent: [], region: [] });
    expect(() => {
      rememberIds(join(file, 'completion/x.json'), IDS);
    }).not.toThrow();
  });

  test('of other fleets are forgotten when they are old', async () => {
    const folder = await home();
    const old = fileOf(folder, { flags: { context: 'lab' } });
    rememberIds(old, IDS);
    await utimes(old, new Date(0), new Date(0));

    rememberIds(fileOf(folder), IDS);

    expect(await readdir(dirname(old))).toHaveLength(1);
  });
});
