import { spawn } from 'node:child_process';
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KeptDrill } from '../../../src/domain/drill/kept-drill.ts';
import { createDrillNotes } from '../../../src/gateways/journal/file-drill-notes.ts';
import { drillPlan } from '../../support/drill.ts';
import { homeFolder } from '../../support/home.ts';

const KEPT: KeptDrill = {
  backendUrl: 'https://staging.example',
  plan: drillPlan({ changes: { terminateWaitSeconds: 60 } }),
  startedAt: '2026-11-23T12:00:00.000Z',
  commandId: null,
  issuedAt: null,
  hasTouchedSettings: true,
  hasTriedSwitch: false,
};

test('what is kept outlives the process, for its owner alone', async () => {
  const folder = await homeFolder();
  const notes = createDrillNotes(folder);
  await notes.begin();
  await notes.keep(KEPT);
  await notes.close();

  const left = await createDrillNotes(folder).left();

  expect(left).toEqual(KEPT);
  expect((await stat(join(folder, 'drill.json'))).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).toSorted()).toEqual(['drill.json', 'locks']);
});

test('what is forgotten is gone', async () => {
  const folder = await homeFolder();
  const notes = createDrillNotes(folder);
  await notes.begin();
  await notes.keep(KEPT);

  await notes.forget();

  expect(await notes.left()).toBeNull();
});

test('nothing is made where no drill begins', async () => {
  const folder = await homeFolder();

  expect(await createDrillNotes(folder).left()).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});

test('one process drills at a time, and its end lets the next one', async () => {
  const folder = await homeFolder();
  const module = JSON.stringify(new URL('../../../src/gateways/journal/file-drill-notes.ts', import.meta.url).href);
  const script = `const { createDrillNotes } = await import(${module}); await createDrillNotes(${JSON.stringify(folder)}).begin(); console.log('held'); setInterval(() => undefined, 1_000);`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => other.once('exit', resolve));
  await new Promise((resolve) => other.stdout.once('data', resolve));
  const notes = createDrillNotes(folder);

  await expect(notes.begin()).rejects.toMatchObject({ code: 'RUN_HELD' });
  await expect(notes.left()).rejects.toMatchObject({ code: 'RUN_HELD' });
  other.kill('SIGKILL');
  await ended;

  await notes.begin();
  expect(await notes.left()).toBeNull();
  await notes.close();
});

test.each([['{"backendUrl":'], ['{"backendUrl":7}']])('notes that no drill wrote are not believed: %s', async (text) => {
  const folder = await homeFolder();
  await writeFile(join(folder, 'drill.json'), text, { mode: 0o600 });

  await expect(createDrillNotes(folder).left()).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
});

test('notes that others could have written are not believed', async () => {
  const folder = await homeFolder();
  await writeFile(join(folder, 'drill.json'), '{}');
  await chmod(join(folder, 'drill.json'), 0o666);

  await expect(createDrillNotes(folder).left()).rejects.toMatchObject({ code: 'JOURNAL_UNSAFE' });
});
