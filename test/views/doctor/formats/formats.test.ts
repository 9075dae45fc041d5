import { describe, expect, test } from 'vitest';
import { narrowDiagnosis } from '../../../../src/domain/narrow-diagnosis.ts';
import { doctorGithub } from '../../../../src/views/doctor/formats/github.ts';
import { doctorJunit } from '../../../../src/views/doctor/formats/junit.ts';
import { doctorOpenmetrics } from '../../../../src/views/doctor/formats/openmetrics.ts';
import { runbookScript } from '../../../../src/views/doctor/runbook-script.ts';
import { withDatabaseNotConfigured, withoutAws } from '../../../domain/findings/blindness.ts';
import { healthyWorld, probe, see } from '../../../domain/findings/world.ts';
import { diagnosed, incident, OLD_ID } from '../diagnosed.ts';

/** A fleet whose backend says something that could steer whoever reads it. */
function hostile() {
  const detail = '<b>"&\u001b[31m\n::error::forged';
  return diagnosed(see({ ...healthyWorld(), endpoints: [probe({ name: 'health', path: '/x', outcome: 'failed', status: 500, detail })] }));
}

/** The incident with its ghost kept quiet. */
function quieted() {
  const whole = diagnosed(incident());
  const suppressions = [{ code: 'FL401', subject: null, reason: 'known, "OPS-12"', until: '2026-12-24T00:00:00.000Z' }];
  return { ...whole, diagnosis: narrowDiagnosis(whole.diagnosis, { suppressions }) };
}

test('every format counts what is kept quiet, and says why where it has words', () => {
  expect(doctorJunit(quieted())).toContain('<property name="suppressed" value="1"/>');
  expect(doctorJunit(quieted())).toContain(`value="FL401 ${OLD_ID} until 2026-12-24: known, &quot;OPS-12&quot;"/>`);
  expect(doctorGithub(quieted())).toContain(
    `::notice title=spotctl keeps 1 finding quiet::FL401 ${OLD_ID} until 2026-12-24: known, "OPS-12"\n`,
  );
  expect(doctorOpenmetrics(quieted())).toContain('spotctl_findings_suppressed 1\n');
  expect(runbookScript(quieted(), 'spotctl doctor')).toContain(`# - FL401 ${OLD_ID} until 2026-12-24: known, "OPS-12"\n`);
});

test('a runbook says what could not be checked', () => {
  const script = runbookScript(diagnosed(withoutAws(see(healthyWorld()))), 'spotctl doctor');

  expect(script).toMatch(/# Could not be checked, so that something may be missing here:\n# - .*FL401.*: EC2 in ap-south-1/u);
});

describe('JUnit', () => {
  test('has a suite a category, and a failure for each check with findings', () => {
    const xml = doctorJunit(diagnosed(incident()));

    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="spotctl doctor" tests="\d+" failures="7" errors="0"/);
    expect(xml.match(/<testsuite name="(\w+)"/g)).toHaveLength(5);
    expect(xml).toContain('<failure type="error" message="Ghost: terminated in the book, running in EC2">');
  });

  test('tells what could not be checked as an error, and what was not set up as skipped', () => {
    const xml = doctorJunit(diagnosed(withDatabaseNotConfigured(withoutAws(see(healthyWorld())))));

    expect(xml).toContain('<error type="unknown" message="EC2 in ap-south-1');
    expect(xml).toContain('<skipped message="no database is configured"/>');
  });

  test('lets nothing that others said become markup', () => {
    const xml = doctorJunit(hostile());

    expect(xml).toContain('&lt;b&gt;&quot;&amp;');
    expect(xml).not.toContain('\u001b');
  });
});

describe('annotations of a GitHub workflow', () => {
  test('are one a finding, with its remedy', () => {
    const lines = doctorGithub(diagnosed(incident())).trimEnd().split('\n');

    expect(lines).toHaveLength(7);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^::error title=FL401 Ghost%3A .*::instance ${OLD_ID}: .*\\$ spotctl`)));
  });

  test('are none for a healthy fleet, and one for all that is unknown', () => {
    expect(doctorGithub(diagnosed(see(healthyWorld())))).toBe('');
    expect(doctorGithub(diagnosed(withoutAws(see(healthyWorld()))))).toContain('::warning title=spotctl could not check everything::');
  });

  test('cannot be forged by what a backend says', () => {
    const lines = doctorGithub(hostile()).split('\n');

    expect(lines.filter((line) => line.startsWith('::error::'))).toEqual([]);
  });
});

describe('OpenMetrics', () => {
  test('counts findings by code, waste and sources', () => {
    const text = doctorOpenmetrics(diagnosed(incident()));

    expect(text).toContain('# TYPE spotctl_findings gauge\n');
    expect(text).toContain('spotctl_findings{code="FL401",severity="error"} 1\n');
    expect(text).toContain('spotctl_findings{code="FL402",severity="error"} 0\n');
    expect(text).toContain('spotctl_hourly_waste_dollars 0.0125\n');
    expect(text).toContain('spotctl_source_up{source="aws"} 1\n');
    expect(text).toContain('spotctl_source_up{source="logs"} 1\n');
    expect(text.endsWith('# EOF\n')).toBe(true);
  });

  test('has no sample of what is unknown, so that nobody takes it for zero', () => {
    const text = doctorOpenmetrics(diagnosed(withoutAws(see(healthyWorld()))));

    expect(text).not.toContain('code="FL401"');
    expect(text).not.toContain('\nspotctl_hourly_waste_dollars ');
    expect(text).not.toContain('standing="ghost"');
    expect(text).toContain('spotctl_source_up{source="aws"} 0\n');
  });
});
