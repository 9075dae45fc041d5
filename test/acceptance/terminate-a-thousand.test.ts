import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultyFleet } from '../support/faulty-fleet.ts';

const COUNT = 1_000;
const PLAN = z.object({ ec2CallsAtMost: z.object({ toTerminate: z.number(), eachLook: z.number() }) });
const REPORT = z.object({ totals: z.record(z.string(), z.number()) });

test('terminates and tells a thousand, each once, with no more calls to EC2 than the plan states', { timeout: 300_000 }, async () => {
  const ids = Array.from({ length: COUNT }, (_, number) => `i-${number.toString(16).padStart(17, '0')}`);
  const fleet = await faultyFleet({ zombies: Object.fromEntries(ids.map((id) => [id, {}])) });
  const { stdout } = await fleet.terminate('--dry-run');
  const { ec2CallsAtMost: bound } = PLAN.parse(JSON.parse(stdout));
  const forPlan = fleet.ec2.actions.length;

  const ended = await fleet.terminate();

  const calls = fleet.ec2.actions.slice(forPlan);
  expect(bound).toEqual({ toTerminate: 200, eachLook: 10 });
  expect([ended.exitCode, REPORT.parse(JSON.parse(ended.stdout)).totals]).toMatchObject([0, { terminated: COUNT, reported: COUNT }]);
  expect(calls.filter((action) => action === 'TerminateInstances')).toHaveLength(100);
  // Nothing takes time to end here, so that one look is enough.
  expect(calls.length - forPlan).toBeLessThanOrEqual(bound.toTerminate + bound.eachLook);
  expect(await fleet.reported()).toHaveLength(COUNT);
});
