import { expect, test } from 'vitest';
import { sweepAfterDemotion } from '../../../src/domain/registration/sweep.ts';
import type { Demotion } from '../../../src/domain/registration/verify-registration.ts';
import { registrationText } from '../../../src/views/registration/registration-text.ts';
import { screen } from '../../support/screen.ts';

const request = {
  instanceId: 'i-0aaaaaaaaaaaaaaa1',
  instanceType: 't3.medium',
  region: 'ap-south-1',
  az: 'ap-south-1a',
  mode: 'spot',
  poolId: null,
  imageId: null,
  isPrimary: true,
  spotPriceUsdPerHour: null,
  onDemandPriceUsdPerHour: null,
} as const;

function text(demoted: readonly Demotion[], facts: { readonly verified?: boolean; readonly warnings?: readonly string[] } = {}): string {
  const { verified = true, warnings = [] } = facts;
  const registration = { request, demoted, verified, warnings };
  return registrationText({ registration, meaning: 'done' }, { screen: screen(), agentName: 'web-01' });
}

test.for([
  ['after-its-wait', '· i-2 is zombie now; the agent terminates it after its wait. At once: spotctl zombies --terminate --agent web-01\n'],
  ['never', '! i-2 is zombie now, and the agent is never told to terminate it. Next: spotctl zombies --terminate --agent web-01\n'],
  [
    'unknown',
    '! i-2 is zombie now; no source tells whether the agent will terminate it. Next: spotctl zombies --terminate --agent web-01\n',
  ],
] as const)('says what becomes of a demoted instance that is swept: %s', ([sweep, line]) => {
  const shown = text([{ id: 'i-2', previousStatus: 'running_primary', status: 'zombie', isActive: true, sweep }]);

  expect(shown).toBe(`✓ i-0aaaaaaaaaaaaaaa1 is the primary of agent web-01, as read again from the backend.\n${line}`);
});

test('says what the backend does not show', () => {
  const shown = text([], { verified: false, warnings: ['The backend has no row of i-0aaaaaaaaaaaaaaa1.'] });

  expect(shown).toBe(
    '✗ The backend does not show i-0aaaaaaaaaaaaaaa1 as the primary of agent web-01.\n! The backend has no row of i-0aaaaaaaaaaaaaaa1.\n',
  );
});

test.for([
  ['running_primary', true, 'never'],
  ['running_primary', false, 'after-its-wait'],
  ['running_primary', null, 'unknown'],
  ['terminated', false, 'never'],
] as const)('expects of a demoted %s row, active %s, to be swept: %s', ([status, isActive, sweep]) => {
  expect(sweepAfterDemotion({ status, isActive })).toBe(sweep);
});
