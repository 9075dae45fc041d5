import { expect, test } from 'vitest';
import { z } from 'zod';
import { findingByCode, findings as catalogue } from '../../src/domain/findings/index.ts';
import { defects, isDefectCode } from '../../src/sandbox/worlds/defects.ts';
import { runCommand } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';
import { HEALED } from './support/healed-worlds.ts';

const REPORT = z.object({ findings: z.array(z.object({ code: z.string(), remedy: z.object({ command: z.string().nullable() }) })) });

/** Commands that a runbook runs. */
const AUTOMATIC = /^spotctl (?:schema apply|register-instance |zombies --terminate)/;

/** Findings that a defect of the real system cannot come without. */
const brings: Readonly<Record<string, readonly string[]>> = {
  // The sweep asks for every column that the migration adds, so a missing one fails it.
  SC102: ['EP203', 'EP209'],
  // The health endpoints go on saying healthy while another fails: that is EP209 itself.
  EP203: ['EP209'],
};

/** Codes that no world has, and where they are proven. */
const elsewhere: Readonly<Record<string, string>> = {
  SC105: 'only MySQL and MariaDB have collations: the integration run',
  SC107: 'SQLite has the clock of this machine: the integration run',
  SC108: 'only MariaDB refuses these times: the integration run',
};

const worlds = Object.keys(defects).filter(isDefectCode);

test('every finding has a world, or stands in the integration run', () => {
  expect([...worlds, ...Object.keys(elsewhere)].toSorted()).toEqual(catalogue.map(({ code }) => code).toSorted());
});

test.each(worlds)('doctor finds %s in its own world, and nothing else', async (code) => {
  const sandbox = await sandboxRun({ world: code });

  const { stdout, exitCode } = await sandbox.spotctl('doctor', '-o', 'json', '--logs', sandbox.env['SANDBOX_LOGS'] ?? '');

  const found = new Set(REPORT.parse(JSON.parse(stdout)).findings.map((finding) => finding.code));
  expect([...found].toSorted()).toEqual([code, ...(brings[code] ?? [])].toSorted());
  expect(exitCode).toBe(findingByCode(code)?.severity === 'info' ? 0 : 1);
  const commands = REPORT.parse(JSON.parse(stdout)).findings.flatMap(({ remedy }) => remedy.command ?? []);
  expect(commands.some((command) => AUTOMATIC.test(command))).toBe(HEALED.includes(code));
});

test('names the worlds there are, where there is no such one', async () => {
  const { exitCode, stderr } = await runCommand(['sandbox', 'exec', '--world', 'FL999', '--', 'true']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('incident, healthy, fleet, SC101');
});
