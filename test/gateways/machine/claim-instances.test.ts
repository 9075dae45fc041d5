import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { claimInstances } from '../../../src/gateways/machine/claim-instances.ts';

const A = 'i-0aaaaaaaaaaaaaaa1';
const B = 'i-0bbbbbbbbbbbbbbb2';
/** A cloud of its own for each test: others on this machine claim the same ids. */
const cloudOf = (name: string): string => `http://${name}.${process.pid}.test`;

describe.runIf(process.platform === 'linux')('an instance claimed on this machine', () => {
  test('is nobody else’s until it is released, and who asks is told whose', async () => {
    const cloud = cloudOf('released');
    const first = await claimInstances(cloud, { ids: [A], who: 'run 01ONE (process 1 on here)' });

    const second = await claimInstances(cloud, { ids: [A, B], who: 'run 01TWO' });
    first.release();
    const third = await claimInstances(cloud, { ids: [A, B], who: 'run 01THREE' });
    second.release();
    third.release();

    expect([...second.heldBy]).toEqual([[A, 'run 01ONE (process 1 on here)']]);
    expect([...third.heldBy]).toEqual([[B, 'run 01TWO']]);
  });

  test('is another one in another EC2', async () => {
    const here = await claimInstances(cloudOf('here'), { ids: [A], who: 'run 01ONE' });

    const there = await claimInstances(cloudOf('there'), { ids: [A], who: 'run 01TWO' });
    here.release();
    there.release();

    expect([...there.heldBy]).toEqual([]);
  });

  test('is one of two hundred at most, so that a large run has descriptors left for its calls', async () => {
    const cloud = cloudOf('large');
    const ids = Array.from({ length: 300 }, (_, number) => `i-${String(number).padStart(17, '0')}`);
    const large = await claimInstances(cloud, { ids, who: 'run 01LARGE' });

    const [early, late] = await Promise.all([
      claimInstances(cloud, { ids: ids.slice(0, 1), who: 'run 01TWO' }),
      claimInstances(cloud, { ids: ids.slice(-1), who: 'run 01TWO' }),
    ]);
    for (const claim of [large, early, late]) claim.release();

    expect([early.heldBy.size, late.heldBy.size]).toEqual([1, 0]);
  });

  test('is given up by a process that is killed', async () => {
    const cloud = cloudOf('killed');
    const module = fileURLToPath(new URL('../../../src/gateways/machine/claim-instances.ts', import.meta.url));
    const script = `import(${JSON.stringify(module)}).then(async ({ claimInstances }) => {
      await claimInstances(${JSON.stringify(cloud)}, { ids: ['${A}'], who: 'run 01DEAD' });
      process.stdout.write('held');
      setInterval(() => undefined, 1_000);
    });`;
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    onTestFinished(() => void holder.kill('SIGKILL'));
    await new Promise((resolve) => holder.stdout.once('data', resolve));

    const before = await claimInstances(cloud, { ids: [A], who: 'run 01NEXT' });
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
    const after = await claimInstances(cloud, { ids: [A], who: 'run 01NEXT' });
    after.release();

    expect([[...before.heldBy], [...after.heldBy]]).toEqual([[[A, 'run 01DEAD']], []]);
  });

  test('says nothing that could steer a screen: a stranger may hold the name', async () => {
    const cloud = cloudOf('hostile');
    const stranger = await claimInstances(cloud, { ids: [A], who: '\u001b[2Jgotcha' });

    const claim = await claimInstances(cloud, { ids: [A], who: 'run 01TWO' });
    stranger.release();

    expect([...claim.heldBy.values()]).toEqual(['another process on this machine']);
  });
});
