import { expect, test } from 'vitest';
import { z } from 'zod';
import { defects, isDefectCode } from '../../src/sandbox/worlds/defects.ts';
import { runCommand } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';

const REPORT = z.object({ findings: z.array(z.object({ code: z.string() })) });

/** Findings that a defect of the real system cannot come without. */
const brings: Readonly<Record<string, readonly string[]>> = {
  SC102: ['EP203', 'EP209', 'SC104'],
  SC104: ['EP203', 'EP209', 'SC102'],
  EP203: ['EP209', 'SC102', 'SC104'],
  EP209: ['EP203', 'SC102', 'SC104'],
};

const worlds = Object.keys(defects).filter(isDefectCode);

test.each(worlds)('doctor finds %s in its own world, and nothing else', async (code) => {
  const sandbox = await sandboxRun({ world: code });

  const { stdout, exitCode } = await sandbox.spotctl('doctor', '-o', 'json');

  const found = new Set(REPORT.parse(JSON.parse(stdout)).findings.map((finding) => finding.code));
  expect([...found].toSorted()).toEqual([code, ...(brings[code] ?? [])].toSorted());
  expect(exitCode).toBe(1);
});

test('names the worlds there are, where there is no such one', async () => {
  const { exitCode, stderr } = await runCommand(['sandbox', 'exec', '--world', 'FL999', '--', 'true']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('incident, healthy, fleet, SC102');
});
