import { describe, expect, test } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import type { Demotion } from '../../../src/domain/registration/verify-registration.ts';
import type { Registration } from '../../../src/usecases/register-instance.ts';
import type { RegistrationItem } from '../../../src/usecases/register-instances.ts';
import { registrationsText } from '../../../src/views/registration/registration-text.ts';
import { NEW_ID, wish } from '../../support/registering.ts';
import { screen } from '../../support/screen.ts';

const request = {
  instanceId: NEW_ID,
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

function registration(facts: Partial<Registration> = {}): Registration {
  const agent = { id: 'a9', logicalAgentId: 'web-01' };
  return { request, agent, demoted: [], verified: true, primaries: [NEW_ID], warnings: [], next: null, ...facts };
}

function demotion(facts: Partial<Demotion>): Demotion {
  const outlook = { sweep: 'never', because: 'its row is still active', waitSeconds: null, notBefore: null } as const;
  return { id: 'i-2', previousStatus: 'running_primary', status: 'zombie', isActive: true, ...outlook, ...facts };
}

function text(items: readonly RegistrationItem[]): string {
  return registrationsText(items, screen({ columns: 80 }));
}

describe('after a registration', () => {
  test.for([
    [
      { sweep: 'after-its-wait', because: null, waitSeconds: 300, notBefore: '2026-11-23T12:05:00.000Z' },
      '· i-2 is zombie now. The agent is told to terminate it after its wait of 5m, not\n  before 2026-11-23T12:05:00Z.\n  At once: spotctl zombies --terminate --agent web-01\n',
    ],
    [
      { sweep: 'never' },
      '! i-2 is zombie now. The agent is never told to terminate it: its row is still\n  active.\n  Next: spotctl zombies --terminate --agent web-01\n',
    ],
    [
      { sweep: 'unknown', because: 'no source tells whether its row is still active' },
      '! i-2 is zombie now. Whether the agent is ever told to terminate it is not\n  known: no source tells whether its row is still active.\n  Next: spotctl zombies --terminate --agent web-01\n',
    ],
  ] as const)('it says what becomes of the demoted one: %o', ([facts, line]) => {
    const shown = text([{ wish, outcome: 'registered', registration: registration({ demoted: [demotion(facts)] }) }]);

    expect(shown).toBe(`✓ ${NEW_ID} is the primary of agent web-01, as read again from the\n  backend.\n${line}`);
  });

  test('it quotes an agent’s name that would mean something else to a shell', () => {
    const agent = { id: 'a9', logicalAgentId: "web 01; it's" };

    const shown = text([{ wish, outcome: 'registered', registration: registration({ agent, demoted: [demotion({})] }) }]);

    expect(shown).toContain("  Next: spotctl zombies --terminate --agent 'web 01; it'\\''s'\n");
  });

  test('it says what the backend does not show, and the command that mends it', () => {
    const facts = { verified: false, warnings: [`The backend has no row of ${NEW_ID}.`], next: `spotctl register-instance ${NEW_ID}` };

    expect(text([{ wish, outcome: 'unverified', registration: registration(facts) }])).toMatchInlineSnapshot(`
      "✗ The backend does not show what was asked for: i-0aaaaaaaaaaaaaaa1 as the
        primary of agent web-01.
      ! The backend has no row of i-0aaaaaaaaaaaaaaa1.
        Next: spotctl register-instance i-0aaaaaaaaaaaaaaa1
      "
    `);
  });

  test('of several it tells each, and counts them', () => {
    const refused = new SpotctlError({ code: 'REGISTRATION_REFUSED', message: 'i-3 is not registered: it sleeps.', hint: 'Wake it.' });
    const failed = new SpotctlError({ code: 'AGENT_UNKNOWN', message: 'No agent is called \u001b[2Jx.' });

    const shown = text([
      { wish, outcome: 'already-registered', registration: registration() },
      { wish: { ...wish, instanceId: 'i-3' }, outcome: 'refused', error: refused, primaries: null },
      { wish: { ...wish, instanceId: 'i-4' }, outcome: 'failed', error: failed, primaries: null },
      { wish: { ...wish, instanceId: 'i-5' }, outcome: 'not-sent' },
    ]);

    expect(shown).toMatchInlineSnapshot(`
      "✓ i-0aaaaaaaaaaaaaaa1 is the primary of agent web-01 already. Nothing to do.
      ✗ Left out: i-3 is not registered: it sleeps. Next: Wake it.
        (REGISTRATION_REFUSED)
      ✗ Failed: i-4: No agent is called \\x1b[2Jx. Next: List them with \`spotctl
        agents\`. (AGENT_UNKNOWN)
      ! i-5 was not sent: the run was interrupted before its turn.
      Of 4 instances: 1 registered already, 1 failed, 1 left out, 1 not sent.
      "
    `);
  });
});
