import { describe, expect, test } from 'vitest';
import { type ContractBackend, contractBackend, type OnRegistration } from '../support/contract-backend.ts';
import type { CommandResult } from '../support/run-command.ts';
import { sandboxRun } from '../support/sandbox-run.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';

async function registering(
  onRegistration: OnRegistration,
  ...args: readonly string[]
): Promise<{ readonly backend: ContractBackend; readonly ended: CommandResult }> {
  const run = await sandboxRun();
  const backend = await contractBackend(onRegistration);
  const env = { ...run.env, SPOTCTL_BACKEND_URL: backend.url, SPOTCTL_DATABASE_URL: '' };
  return { backend, ended: await run.spotctlWith(env, 'register-instance', NEW, '--yes', ...args) };
}

describe('with today’s backend register-instance', () => {
  test('says before and after that the demoted instance is never swept, and the command that ends it', async () => {
    const { backend, ended } = await registering('registers');

    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain(
      '(running_primary in the backend). The agent\n  may never be told to terminate it: its row is active, and where the backend',
    );
    expect(ended.stdout).toMatchInlineSnapshot(`
      "✓ i-0f75d6fccfb53a938 is the primary of agent web-01, as read again from the
        backend.
      ! i-029c1999a147722de is zombie now. The agent is never told to terminate it:
        its row is still active, and the sweep takes only inactive ones.
        Next: spotctl zombies --terminate --agent web-01
      "
    `);
    expect(backend.row(OLD)).toMatchObject({ instanceStatus: 'zombie', isActive: 1 });
  });

  test('finds a registration that was half done, says who is primary now, and gives both commands that mend it', async () => {
    const { backend, ended } = await registering('half');

    expect(ended.exitCode).toBe(3);
    expect(ended.stdout).toBe('');
    expect(ended.stderr.slice(ended.stderr.indexOf('✗'))).toMatchInlineSnapshot(`
      "✗ The registration of i-0f75d6fccfb53a938 was half done. i-029c1999a147722de is zombie now. The backend has no row of i-0f75d6fccfb53a938. Agent web-01 names i-029c1999a147722de as its instance. Agent web-01 has no primary now.
        Why:  POST /api/agents/f389c0c2-1bd9-4a07-a7a6-10a84a048f2c/register-instance answered 500 with a database error.
        Next: To finish it: spotctl register-instance i-0f75d6fccfb53a938 --agent web-01  To go back: spotctl register-instance i-029c1999a147722de --agent web-01
        REGISTRATION_UNVERIFIED (Registration not verified): spotctl explain REGISTRATION_UNVERIFIED
      "
    `);
    expect(backend.row(NEW)).toBeUndefined();
  });

  test('finds a registration complete whose answer was lost', async () => {
    const { ended } = await registering('loses-answer', '--json');

    expect(ended.exitCode).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      verified: true,
      primaries: [NEW],
      warnings: [expect.stringContaining('The backend answered with an error, yet the registration is complete')],
    });
  });

  test('does not claim to know what a backend without an answer may still do', async () => {
    const { backend, ended } = await registering('hangs', '--timeout', '1s', '--json');

    expect(ended.exitCode).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      error: {
        code: 'REGISTRATION_UNVERIFIED',
        message: expect.stringContaining('may still be at work on it. The primary of agent web-01 is i-029c1999a147722de.'),
      },
    });
    expect(backend.registrations).toHaveLength(1);
  });

  test('tells each of two operators at once of the other primary, by its finding, and with the command that leaves one', async () => {
    const run = await sandboxRun();
    const backend = await contractBackend('races', 'i-0dead00000000dead');
    const env = { ...run.env, SPOTCTL_BACKEND_URL: backend.url, SPOTCTL_DATABASE_URL: '' };
    const register = async (id: string): Promise<CommandResult> => await run.spotctlWith(env, 'register-instance', id, '--yes', '--json');

    const ends = await Promise.all([register(NEW), register(OLD)]);
    const mended = await register(NEW);

    expect(ends.map(({ exitCode }) => exitCode)).toEqual([3, 3]);
    expect(ends.map(({ stdout }) => JSON.parse(stdout))).toMatchObject([
      {
        verified: false,
        warnings: expect.arrayContaining([`${OLD} is a primary of agent web-01 as well (FL405).`]),
        next: `spotctl register-instance ${NEW} --agent web-01`,
      },
      { verified: false, warnings: expect.arrayContaining([`${NEW} is a primary of agent web-01 as well (FL405).`]) },
    ]);
    expect([mended.exitCode, JSON.parse(mended.stdout).primaries]).toEqual([0, [NEW]]);
  });
});
