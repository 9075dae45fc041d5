import { expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/findings/finding.ts';
import { fixStep } from '../../../src/views/doctor/fix-step.ts';
import { screen } from '../../support/screen.ts';

function finding(code: string, id: string): Finding {
  return {
    code,
    severity: 'error',
    title: 'Unregistered: runs under the fleet’s tags, unknown to the backend',
    subject: { type: 'instance', id },
    evidence: { backend: null, database: null, aws: null },
    hourlyCostUsd: null,
    remedy: { text: 'Register it.', command: 'spotctl register-instance i-1' },
  };
}

test('shows which findings a step heals, the first few by name, and the command', () => {
  const step = {
    command: 'spotctl register-instance i-1',
    unattended: 'spotctl register-instance i-1 --yes',
    asksItself: true,
    expected: 0,
    heals: ['a', 'b', 'c', 'd', 'e'].map((id) => finding('FL404', id)),
  };

  const text = fixStep(step, { number: 2, of: 3, screen: screen({ columns: 80 }) });

  expect(text).toBe(`
Step 2 of 3
  ✗ FL404  Unregistered: runs under the fleet’s tags, unknown to the backend: a,
           b, c and 2 more
  $ spotctl register-instance i-1
`);
});
