import { expect, test } from 'vitest';
import { diagnoseUntilHealthy } from '../../src/usecases/diagnose-until-healthy.ts';
import { healthyWorld, see } from '../domain/findings/world.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { diagnosed } from '../views/doctor/diagnosed.ts';

/** Diagnoses that are unhealthy so many times before they are not. */
function healingAfter(rounds: number) {
  const clock = new FakeClock();
  const startedAt = clock.now().getTime();
  let asked = 0;
  return {
    clock,
    diagnose: async () => {
      asked += 1;
      return diagnosed(see(healthyWorld()));
    },
    isHealthy: () => asked > rounds,
    onUnhealthy: () => undefined,
    asked: () => asked,
    sleptMs: () => clock.now().getTime() - startedAt,
  };
}

test('answers at once where all is well', async () => {
  const world = healingAfter(0);

  const { isInTime } = await diagnoseUntilHealthy({ ...world, waitMs: 60_000 });

  expect([isInTime, world.asked(), world.sleptMs()]).toEqual([true, 1, 0]);
});

test('looks again until all is well', async () => {
  const world = healingAfter(3);

  const { isInTime } = await diagnoseUntilHealthy({ ...world, waitMs: 60_000 });

  expect([isInTime, world.asked(), world.sleptMs()]).toEqual([true, 4, 15_000]);
});

test('gives up when the time is over, after a last look', async () => {
  const world = healingAfter(100);

  const { isInTime } = await diagnoseUntilHealthy({ ...world, waitMs: 12_000 });

  expect([isInTime, world.asked(), world.sleptMs()]).toEqual([false, 4, 12_000]);
});
