import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { readLogs } from '../../../src/gateways/logs/read-logs.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');
const UNKNOWN = "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'";

/** A line as Python's logging writes it. */
function line(minutesAgo: number, text: string): string {
  const at = new Date(NOW.getTime() - minutesAgo * 60_000).toISOString();
  return `${at.slice(0, 10)} ${at.slice(11, 19)},000 - app - ERROR - ${text}\n`;
}

async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-logs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

async function read(files: Readonly<Record<string, string | Buffer>>, sinceMinutes = 60) {
  const folder = await folderOf(files);
  return { folder, facts: await readLogs({ paths: [folder], sinceSeconds: sinceMinutes * 60, now: NOW }) };
}

test('counts unknown columns within the window, newest first, one sign a log', async () => {
  const { folder, facts } = await read({
    'backend.log': line(90, UNKNOWN) + line(30, UNKNOWN) + line(5, `last ${UNKNOWN}`) + line(1, 'ok'),
  });

  expect(facts.unknownColumns).toEqual([
    { path: join(folder, 'backend.log'), count: 2, line: expect.stringContaining('last 1054'), at: '2026-11-23T11:55:00.000Z' },
  ]);
  expect(facts.files).toEqual([{ path: join(folder, 'backend.log'), kind: 'backend', lines: 3 }]);
});

test('goes on into rotated and gzipped parts, and stops where the window ends', async () => {
  const { facts } = await read({
    'backend.log': line(5, 'ok'),
    'backend.log.1': line(20, UNKNOWN),
    'backend.log.2.gz': gzipSync(line(90, UNKNOWN) + line(40, UNKNOWN)),
    'backend.log.3.gz': Buffer.from('not gzip at all, and never opened'),
  });

  expect(facts.unknownColumns.map(({ count }) => count)).toEqual([2]);
});

test('gives a traceback the time of the line above it', async () => {
  const { facts } = await read({
    'backend.log': `${line(90, 'failed')}Traceback\n${UNKNOWN}\n${line(5, 'failed')}Traceback\n${UNKNOWN}\n`,
  });

  expect(facts.unknownColumns).toMatchObject([{ count: 1, at: '2026-11-23T11:55:00.000Z' }]);
});

test.each([
  '10.0.0.4 - - [23/Nov/2026 11:59:30] "GET /api/agents/f389/instances-to-terminate HTTP/1.1" 500 -\n',
  '10.0.0.4 - - [23/Nov/2026:11:59:30 +0000] "GET /api/agents/f389/instances-to-terminate HTTP/1.1" 502 150\n',
  '2026-11-23 11:59:30,120 - agent - ERROR - 500 Server Error: for url: http://x/api/agents/f389/instances-to-terminate\n',
])('sees a sweep that failed in %s', async (text) => {
  const { facts } = await read({ 'access.log': text });

  expect(facts.failedSweeps).toHaveLength(1);
});

test('takes no offence at a sweep that was answered', async () => {
  const { facts } = await read({
    'access.log': '10.0.0.4 - - [23/Nov/2026 11:59:30] "GET /api/agents/f389/instances-to-terminate HTTP/1.1" 200 -\n',
  });

  expect(facts.failedSweeps).toEqual([]);
});

test('tells agents’ logs by their name, and hears of the cleanup in these alone', async () => {
  const { folder, facts } = await read({ 'spot-agent.log': line(2, 'Cleanup: nothing to do'), 'backend.log': line(2, 'Cleanup job ran') });

  expect(facts.cleanups.map(({ path }) => path)).toEqual([join(folder, 'spot-agent.log')]);
});

test('reads a large log from its end only, across the bounds of what is read at once', async () => {
  const old = line(600, `x${'ä'.repeat(300)}`).repeat(2_000);
  const recent = Array.from({ length: 2_000 }, () => line(3, `${'ß'.repeat(150)} ${UNKNOWN}`)).join('');

  const { facts } = await read({ 'backend.log': old + recent });

  expect(facts.files[0]?.lines).toBe(2_000);
  expect(facts.unknownColumns[0]?.count).toBe(2_000);
});

test('cuts secrets and long lines', async () => {
  const { facts } = await read({ 'backend.log': line(2, `Authorization: Bearer sesame ${UNKNOWN} ${'x'.repeat(500)}`) });

  expect(facts.unknownColumns[0]?.line).not.toContain('sesame');
  expect(facts.unknownColumns[0]?.line.length).toBeLessThanOrEqual(200);
});

test('names the path that is not there', async () => {
  const reading = readLogs({ paths: ['/nonexistent/backend.log'], sinceSeconds: 60, now: NOW });

  await expect(reading).rejects.toMatchObject({ code: 'LOGS_UNREADABLE', message: '/nonexistent/backend.log cannot be read.' });
});
