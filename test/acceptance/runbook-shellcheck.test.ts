import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { carryFlags, withSourceFlags } from '../../src/cli/doctor/carry-flags.ts';
import { narrowDiagnosis } from '../../src/domain/narrow-diagnosis.ts';
import type { Diagnosed } from '../../src/usecases/diagnose.ts';
import { runbookScript } from '../../src/views/doctor/runbook-script.ts';
import { agent } from '../support/builders.ts';
import { requireServer } from '../support/require-server.ts';
import { injections } from '../domain/findings/injections.ts';
import { healthyWorld, probe, see } from '../domain/findings/world.ts';
import { diagnosed, incident } from '../views/doctor/diagnosed.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** Text that a shell would act on, in every place where a backend may put it. */
const HOSTILE = '$(reboot) `reboot` "; reboot; \'\\n# shellcheck disable=all\nreboot';

function hostile(): Diagnosed {
  const input = see({
    ...healthyWorld(),
    agents: [agent({ logicalAgentId: HOSTILE, instanceId: null })],
    endpoints: [probe({ name: 'health', path: '/x', outcome: 'failed', status: 500, detail: HOSTILE })],
  });
  const whole = diagnosed(input);
  const suppressions = [{ code: 'EP203', subject: null, reason: HOSTILE, until: '2027-01-01T00:00:00.000Z' }];
  return { ...whole, diagnosis: narrowDiagnosis(whole.diagnosis, { suppressions }) };
}

function scriptOf(shown: Diagnosed, flags: Parameters<typeof carryFlags>[1] = {}): string {
  const { diagnosis } = shown;
  return runbookScript(
    { ...shown, diagnosis: { ...diagnosis, findings: carryFlags(diagnosis.findings, flags) } },
    withSourceFlags('spotctl doctor', flags),
  );
}

/** SC2016 asks whether what stands in single quotes was meant to expand: it must not. */
async function shellcheck(scripts: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spotctl-runbooks-'));
  onTestFinished(() => removeFolder(folder));
  for (const [name, script] of scripts) await writeFile(join(folder, name), script);
  const { stdout } = await execa('shellcheck', ['--severity=style', '--exclude=SC2016', '--format=gcc', ...scripts.keys()], {
    cwd: folder,
    reject: false,
  });
  return stdout;
}

function hasShellcheck(): boolean {
  return execaSync('shellcheck', ['--version'], { reject: false }).exitCode === 0;
}

await requireServer({ name: 'shellcheck', isAvailable: hasShellcheck }, () => {
  test('finds nothing to say about the runbook of the incident and of any defect', async () => {
    const ofDefects = injections.map(({ code, sick }) => [`${code}.sh`, scriptOf(diagnosed(sick()))] as const);

    expect(await shellcheck(new Map([['incident.sh', scriptOf(diagnosed(incident()))], ...ofDefects]))).toBe('');
  });

  test('nor where everything that others named is hostile', async () => {
    const flags = { context: "it's", 'env-file': '/srv/my app/$HOME/.env', region: ['ap-south-1'] };

    expect(await shellcheck(new Map([['hostile.sh', scriptOf(hostile(), flags)]]))).toBe('');
  });

  test('would have something to say about a script that is not sound', async () => {
    expect(await shellcheck(new Map([['unsound.sh', '#!/bin/sh\nrm $1\n']]))).toContain('SC2086');
  });
});
