import { DescribeInstanceAttributeCommand, ModifyInstanceAttributeCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { emulatorAndClient } from './emulator-client.ts';
import { FIRST, SECOND, UNKNOWN, movableClock, world, worldInstance } from './world.ts';

const THIRD = 'i-03333333333333333';

describe('TerminateInstances', () => {
  test('takes an instance through shutting-down to terminated', async () => {
    const clock = movableClock();
    const { client, emulator } = await emulatorAndClient({ clock, shuttingDownSeconds: 60 });

    const answer = await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST, FIRST] }));
    clock.moveSeconds(59);
    const before = emulator.instances();
    clock.moveSeconds(1);
    const after = emulator.instances();

    expect(answer.TerminatingInstances).toEqual([
      { InstanceId: FIRST, PreviousState: { Code: 16, Name: 'running' }, CurrentState: { Code: 32, Name: 'shutting-down' } },
    ]);
    expect([before[0]?.state, after[0]?.state]).toEqual(['shutting-down', 'terminated']);
  });

  test('may be asked again', async () => {
    const clock = movableClock();
    const { client } = await emulatorAndClient({ clock, shuttingDownSeconds: 60 });
    await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST] }));

    clock.moveSeconds(60);
    const again = await client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST] }));

    expect(again.TerminatingInstances?.[0]).toMatchObject({ PreviousState: { Name: 'terminated' }, CurrentState: { Name: 'terminated' } });
  });

  test('terminates nothing where one id is unknown', async () => {
    const { client, emulator } = await emulatorAndClient();

    const answer = client.send(new TerminateInstancesCommand({ InstanceIds: [FIRST, UNKNOWN] }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    expect(emulator.instances()[0]?.state).toBe('running');
  });

  test.each(['isTerminationProtected', 'isStopProtected'] as const)(
    'fails for an instance with %s and spares its zone, yet terminates the other zones',
    async (protection) => {
      const instances = [
        worldInstance({ [protection]: true }),
        worldInstance({ id: SECOND }),
        worldInstance({ id: THIRD, az: 'ap-south-1b' }),
      ];
      const { client, emulator } = await emulatorAndClient({ world: world({ instances }) });

      const answer = client.send(new TerminateInstancesCommand({ InstanceIds: [SECOND, THIRD, FIRST] }));

      await expect(answer).rejects.toMatchObject({ name: 'OperationNotPermitted', message: expect.stringContaining(`'${FIRST}'`) });
      expect(emulator.instances().map(({ state }) => state)).toEqual(['running', 'running', 'shutting-down']);
    },
  );

  test('refuses an empty list', async () => {
    const { client } = await emulatorAndClient();

    const answer = client.send(new TerminateInstancesCommand({ InstanceIds: [] }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });
});

describe('protection', () => {
  test('is told and changed one attribute at a time', async () => {
    const { client } = await emulatorAndClient({ world: world({ instances: [worldInstance({ isTerminationProtected: true })] }) });

    await client.send(new ModifyInstanceAttributeCommand({ InstanceId: FIRST, DisableApiTermination: { Value: false } }));
    await client.send(new ModifyInstanceAttributeCommand({ InstanceId: FIRST, DisableApiStop: { Value: true } }));
    const termination = await client.send(new DescribeInstanceAttributeCommand({ InstanceId: FIRST, Attribute: 'disableApiTermination' }));
    const stop = await client.send(new DescribeInstanceAttributeCommand({ InstanceId: FIRST, Attribute: 'disableApiStop' }));

    expect([termination.DisableApiTermination, stop.DisableApiStop]).toEqual([{ Value: false }, { Value: true }]);
  });

  test.each([
    {
      what: 'two attributes at once',
      change: { DisableApiTermination: { Value: true }, DisableApiStop: { Value: true } },
      name: 'InvalidParameterCombination',
    },
    { what: 'no attribute', change: {}, name: 'InvalidParameterCombination' },
    { what: 'protection of a spot instance', change: { DisableApiTermination: { Value: true } }, name: 'UnsupportedOperation' },
  ])('refuses $what', async ({ change, name }) => {
    const { client } = await emulatorAndClient({ world: world({ instances: [worldInstance({ lifecycle: 'spot' })] }) });

    const answer = client.send(new ModifyInstanceAttributeCommand({ InstanceId: FIRST, ...change }));

    await expect(answer).rejects.toMatchObject({ name });
  });

  test('has no other attribute to tell', async () => {
    const { client } = await emulatorAndClient();

    const answer = client.send(new DescribeInstanceAttributeCommand({ InstanceId: FIRST, Attribute: 'userData' }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
