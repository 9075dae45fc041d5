import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ContextStore } from '../../../src/cli/settings/context-store.ts';
import { deleteContext, saveContext, useContext } from '../../../src/cli/settings/edit-contexts.ts';
import { configFolder } from '../../support/config-folder.ts';

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

async function emptyStore(): Promise<ContextStore> {
  return new ContextStore((await configFolder()).folder);
}

describe('the files', () => {
  test('are readable by their owner alone, in a folder that only the owner enters', async () => {
    const { home } = await configFolder();
    const store = new ContextStore(join(home, 'new', 'spotctl'));

    await saveContext(store, { name: 'prod', changes: {} });
    await store.setToken('prod', 'secret');

    expect(await modeOf(join(home, 'new', 'spotctl'))).toBe('700');
    expect([await modeOf(store.configurationFile), await modeOf(store.credentialsFile)]).toEqual(['600', '600']);
  });

  test('become so where they were there with 0644, in a folder of 0755', async () => {
    const { folder } = await configFolder({
      'config.json': '{"currentContext":null,"contexts":{}}',
      'credentials.json': '{"tokens":{}}',
    });
    const store = new ContextStore(folder);

    await saveContext(store, { name: 'prod', changes: {} });
    await store.setToken('prod', 'secret');

    expect(await modeOf(folder)).toBe('700');
    expect([await modeOf(store.configurationFile), await modeOf(store.credentialsFile)]).toEqual(['600', '600']);
  });

  test('keep the token apart from the settings', async () => {
    const store = await emptyStore();

    await saveContext(store, { name: 'prod', changes: { backendUrl: 'https://x.example' } });
    await store.setToken('prod', 'secret');

    expect(await readFile(store.configurationFile, 'utf8')).not.toContain('secret');
    expect(await store.token('prod')).toBe('secret');
  });

  test('that cannot be written end in an error that names file and cause', async () => {
    const { home } = await configFolder();
    await writeFile(join(home, 'in-the-way'), '');
    const store = new ContextStore(join(home, 'in-the-way', 'spotctl'));

    await expect(store.write({ currentContext: null, contexts: {} })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: `${store.configurationFile} cannot be written.`,
      cause: expect.objectContaining({ code: 'ENOTDIR' }),
    });
  });

  test('that cannot be read end in an error too', async () => {
    const { folder } = await configFolder();
    await mkdir(join(folder, 'config.json'));

    await expect(new ContextStore(folder).read()).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      message: `${join(folder, 'config.json')} cannot be read.`,
      hint: `Check the owner and the mode of ${join(folder, 'config.json')}.`,
    });
  });
});

describe('saving a context', () => {
  test('makes the first one current, and leaves the current one when another follows', async () => {
    const store = await emptyStore();

    await saveContext(store, { name: 'prod', changes: {} });
    await saveContext(store, { name: 'lab', changes: {} });

    expect(await store.read()).toEqual({ currentContext: 'prod', contexts: { prod: {}, lab: {} } });
  });

  test('changes what is given, keeps what is not, and takes out what is null', async () => {
    const store = await emptyStore();
    await saveContext(store, { name: 'prod', changes: { backendUrl: 'https://a.example', awsProfile: 'p', clientId: 'c' } });

    await saveContext(store, { name: 'prod', changes: { backendUrl: 'https://b.example', awsProfile: null } });

    expect((await store.read()).contexts).toEqual({ prod: { backendUrl: 'https://b.example', clientId: 'c' } });
  });

  test.each(['', '-x', 'a b', '../x', '__proto__', 'a'.repeat(65), 'x\u001b'])('is refused under the name %j', async (name) => {
    const store = await emptyStore();

    await expect(saveContext(store, { name, changes: {} })).rejects.toMatchObject({ code: 'USAGE' });
    expect((await store.read()).contexts).toEqual({});
  });
});

describe('using a context', () => {
  test('makes it the current one', async () => {
    const store = await emptyStore();
    await saveContext(store, { name: 'prod', changes: {} });
    await saveContext(store, { name: 'lab', changes: {} });

    await useContext(store, 'lab');

    expect((await store.read()).currentContext).toBe('lab');
  });

  test.each(['nowhere', 'constructor', 'toString'])('called %s is refused with the names there are', async (name) => {
    const store = await emptyStore();
    await saveContext(store, { name: 'prod', changes: {} });

    await expect(useContext(store, name)).rejects.toMatchObject({
      code: 'CONTEXT_UNKNOWN',
      message: `There is no context "${name}".`,
      hint: 'There are: prod.',
    });
  });

  test('where there is none yet leads to the login', async () => {
    await expect(useContext(await emptyStore(), 'prod')).rejects.toMatchObject({ hint: 'There are none yet: run `spotctl login`.' });
  });
});

describe('deleting a context', () => {
  test('takes its token along and leaves the others', async () => {
    const store = await emptyStore();
    for (const name of ['prod', 'lab']) {
      await saveContext(store, { name, changes: {} });
      await store.setToken(name, `token of ${name}`);
    }

    await deleteContext(store, 'prod');

    expect(await store.read()).toEqual({ currentContext: null, contexts: { lab: {} } });
    expect([await store.token('prod'), await store.token('lab')]).toEqual([null, 'token of lab']);
  });

  test('that is not there changes nothing', async () => {
    const store = await emptyStore();

    await expect(deleteContext(store, 'constructor')).rejects.toMatchObject({ code: 'CONTEXT_UNKNOWN' });
    await expect(stat(store.configurationFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('knows no token for a name that every object has', async () => {
    expect(await (await emptyStore()).token('constructor')).toBeNull();
  });
});
