import { expect, test } from 'vitest';
import type { Finding } from '../../src/domain/findings/finding.ts';
import { runbookOf } from '../../src/domain/runbook.ts';

function finding(code: string, command: string | null): Finding {
  return {
    code,
    severity: 'error',
    title: code,
    subject: { type: 'instance', id: 'i-1' },
    evidence: { backend: null, database: null, aws: null },
    hourlyCostUsd: null,
    remedy: { text: 'do it', command },
  };
}

const zombies = 'spotctl zombies --terminate';
const register = 'spotctl register-instance i-0f75d6fccfb53a938 --agent web-01';

test('settles the schema and what serves before anything is terminated, each command once', () => {
  const { steps } = runbookOf([
    finding('FL401', zombies),
    finding('FL404', register),
    finding('SC102', 'spotctl schema apply'),
    finding('FL406', register),
  ]);

  expect(steps.map(({ unattended }) => unattended)).toEqual(['spotctl schema apply --yes', `${register} --yes`, `${zombies} --yes`]);
  expect(steps[1]?.heals.map(({ code }) => code)).toEqual(['FL404', 'FL406']);
});

test('leaves to people what no command heals by itself', () => {
  const { steps, byHand } = runbookOf([finding('FL420', null), finding('AW301', 'aws configure'), finding('EP202', 'spotctl login')]);

  expect(steps).toEqual([]);
  expect(byHand.map(({ code }) => code)).toEqual(['FL420', 'AW301', 'EP202']);
});

test('asks nothing for a finding that only informs, or that another look settles', () => {
  const runbook = runbookOf([{ ...finding('FL417', null), severity: 'info' }, finding('EP209', 'spotctl doctor')]);

  expect(runbook).toEqual({ steps: [], byHand: [] });
});

test('mends no sweep that would have what serves terminated: people see to that first', () => {
  const { steps, byHand } = runbookOf([finding('SC102', 'spotctl schema apply'), finding('FL401', zombies), finding('FL419', null)]);

  expect(steps.map(({ command }) => command)).toEqual([zombies]);
  expect(byHand.map(({ code }) => code)).toEqual(['FL419', 'SC102']);
});
