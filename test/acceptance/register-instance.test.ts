import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sandboxRun } from '../support/sandbox-run.ts';

const OLD = 'i-029c1999a147722de';
const NEW = 'i-0f75d6fccfb53a938';
const OTHER_CLIENTS = 'i-0b0b0b0b0b0b0b0b0';

const REGISTRATION = z.strictObject({
  apiVersion: z.literal('spotctl/v1'),
  kind: z.literal('Registration'),
  request: z.strictObject({
    instanceId: z.string(),
    instanceType: z.string(),
    region: z.string(),
    az: z.string(),
    mode: z.enum(['spot', 'ondemand']),
    poolId: z.string().nullable(),
    imageId: z.string().nullable(),
    isPrimary: z.boolean(),
    spotPriceUsdPerHour: z.number().nullable(),
    onDemandPriceUsdPerHour: z.number().nullable(),
  }),
  agent: z.strictObject({ id: z.string(), logicalAgentId: z.string() }),
  demoted: z.array(
    z.strictObject({
      id: z.string(),
      previousStatus: z.string(),
      status: z.string(),
      isActive: z.boolean().nullable(),
      sweep: z.enum(['after-its-wait', 'never', 'unknown']),
      because: z.string().nullable(),
      waitSeconds: z.number().nullable(),
      notBefore: z.iso.datetime().nullable(),
    }),
  ),
  verified: z.boolean(),
  primaries: z.array(z.string()).nullable(),
  warnings: z.array(z.string()),
  next: z.string().nullable(),
  dryRun: z.literal(true).optional(),
});

describe('register-instance', () => {
  test('makes the new instance the primary, and tells who was demoted', async () => {
    const run = await sandboxRun();

    const registered = await run.spotctl('register-instance', NEW, '--yes', '--json');
    const again = await run.spotctl('register-instance', NEW, '--yes', '--json');

    expect(registered.exitCode).toBe(0);
    expect(REGISTRATION.parse(JSON.parse(registered.stdout))).toMatchObject({
      request: { instanceId: NEW, instanceType: 't3.medium', region: 'ap-south-1', az: 'ap-south-1c', mode: 'spot', isPrimary: true },
      demoted: [{ id: OLD, previousStatus: 'terminated', status: 'zombie', isActive: false, sweep: 'after-its-wait' }],
      verified: true,
      warnings: [],
    });
    expect(REGISTRATION.parse(JSON.parse(again.stdout))).toMatchObject({ demoted: [], verified: true });
    expect(again.exitCode).toBe(0);
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${NEW}\n`);
  });

  test('shows what it will send on stderr, and what the backend shows afterwards on stdout', async () => {
    const run = await sandboxRun();

    const registered = await run.spotctl('register-instance', NEW, '--yes');

    expect(registered.stderr).toMatchInlineSnapshot(`
      "Register i-0f75d6fccfb53a938 as primary of agent web-01
        client      Acme, account 123456789012
        region      ap-south-1
        type        t3.medium
        zone        ap-south-1c
        mode        spot
        pool        t3.medium.ap-south-1c
        image       ami-0abcdef1234567890
        spot        $0.0134
        on-demand   $0.0448
      ! This demotes i-029c1999a147722de (terminated in the backend). The agent may
        never be told to terminate it: the sweep takes zombies, and its row says
        terminated.
        Then: spotctl zombies --terminate --agent web-01
      "
    `);
    expect(registered.stdout.replace(/not before \S+\./u, 'not before MOMENT.')).toMatchInlineSnapshot(`
      "✓ i-0f75d6fccfb53a938 is the primary of agent web-01, as read again from the
        backend.
      · i-029c1999a147722de is zombie now. The agent is told to terminate it after its
        wait of 5m, not before MOMENT.
        At once: spotctl zombies --terminate --agent web-01
      "
    `);
  });

  test('registers a replica beside the primary', async () => {
    const run = await sandboxRun();

    const registered = await run.spotctl('register-instance', NEW, '--replica', '--yes', '--json');

    expect(REGISTRATION.parse(JSON.parse(registered.stdout))).toMatchObject({ request: { isPrimary: false }, demoted: [], verified: true });
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });
});

describe('register-instance changes nothing', () => {
  test.for([
    [6, [NEW], 'CONFIRMATION_MISSING'],
    [6, [OTHER_CLIENTS, '--agent', 'web-01', '--yes'], 'REGISTRATION_REFUSED'],
    [6, [OLD, '--yes'], 'REGISTRATION_REFUSED'],
    [1, ['i-0ffffffffffffffff', '--yes'], 'INSTANCE_UNKNOWN'],
    [1, [NEW, '--agent', 'nobody', '--yes'], 'AGENT_UNKNOWN'],
    [2, ['i-123', '--yes'], 'INSTANCE_ID_MALFORMED'],
    [2, [NEW, '--spot-price', '10000', '--yes'], 'REGISTRATION_INVALID'],
    [2, [NEW, '--spot-price', 'cheap', '--yes'], 'USAGE'],
    [2, [NEW, '--mode', 'banana', '--yes'], 'USAGE'],
    [2, [NEW, '--az', 'z'.repeat(49), '--yes'], 'REGISTRATION_INVALID'],
  ] as const)('and exits %i for %j', async ([exitCode, args, code]) => {
    const run = await sandboxRun();

    const ended = await run.spotctl('register-instance', ...args, '--json');

    expect(ended.exitCode).toBe(exitCode);
    expect(JSON.parse(ended.stdout)).toMatchObject({ kind: 'Error', error: { code, exitCode } });
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });

  test('with --dry-run, a type that no row prices with the price of AWS’s list', async () => {
    const run = await sandboxRun();

    const rehearsed = await run.spotctl(
      'register-instance',
      NEW,
      '--instance-type',
      'c5.large',
      '--mode',
      'ondemand',
      '--dry-run',
      '--json',
    );

    expect(JSON.parse(rehearsed.stdout)).toMatchObject({
      request: { onDemandPriceUsdPerHour: 0.085, spotPriceUsdPerHour: null },
      warnings: [],
    });
  });

  test('with --dry-run, and shows the request and who would be demoted', async () => {
    const run = await sandboxRun();

    const rehearsed = await run.spotctl('register-instance', NEW, '--dry-run', '--json');

    expect(rehearsed.exitCode).toBe(0);
    expect(REGISTRATION.parse(JSON.parse(rehearsed.stdout))).toMatchObject({
      request: { instanceId: NEW },
      demoted: [{ id: OLD }],
      verified: false,
      dryRun: true,
    });
    expect((await run.spotctl('primaries', '-o', 'name')).stdout).toBe(`${OLD}\n`);
  });
});
