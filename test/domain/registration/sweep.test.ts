import { expect, test } from 'vitest';
import { outlookAfterDemotion, type SweepFacts, sweepOutlook } from '../../../src/domain/registration/sweep.ts';
import { agent, instance, NOW } from '../../support/builders.ts';

const zombie = instance({ status: 'zombie', isPrimary: false, isActive: false, zombieSince: NOW });

function outlook(facts: Partial<SweepFacts> = {}): ReturnType<typeof sweepOutlook> {
  return sweepOutlook({ row: zombie, agent: agent(), wait: { isOn: true, seconds: 60 }, now: NOW, ...facts });
}

test('a zombie that is not active is terminated after its wait', () => {
  expect(outlook()).toEqual({ sweep: 'after-its-wait', because: null, waitSeconds: 60, notBefore: '2026-11-23T12:01:00.000Z' });
});

test.for([
  [0, 300],
  [null, 300],
  [-5, 0],
] as const)('a wait of %s counts as %i seconds', ([seconds, waitSeconds]) => {
  expect(outlook({ wait: { isOn: true, seconds } }).waitSeconds).toBe(waitSeconds);
});

test('a wait longer than the agent’s own price reports may begin anew, where the backend keeps no moment of demotion', () => {
  const row = { ...zombie, zombieSince: null };

  expect(outlook({ row, wait: { isOn: true, seconds: 600 } }).because).toBe('each price report of its own agent may begin the wait anew');
  expect(outlook({ wait: { isOn: true, seconds: 600 } }).because).toBeNull();
});

test('a wait that could not be read leaves the moment open', () => {
  expect(outlook({ wait: null })).toMatchObject({ sweep: 'after-its-wait', waitSeconds: null, notBefore: null });
});

test.for([
  ['its row is still active', { row: { ...zombie, isActive: true } }, 'its row is still active, and the sweep takes only inactive ones'],
  ['its row is no zombie', { row: { ...zombie, status: 'terminated' } }, 'the sweep takes zombies, and its row says terminated'],
  ['the sweep is off', { wait: { isOn: false, seconds: 60 } }, 'auto-terminate is off for agent web-01'],
  ['the list says so', { wait: null, agent: agent({ autoTerminateEnabled: false }) }, 'auto-terminate is off for agent web-01'],
] as const)('the agent is never told where %s', ([, facts, because]) => {
  expect(outlook(facts)).toEqual({ sweep: 'never', because, waitSeconds: null, notBefore: null });
});

test('nobody can say where no source tells whether it is active, or it stands outside the agent’s region', () => {
  expect(outlook({ row: { ...zombie, isActive: null } }).sweep).toBe('unknown');
  expect(outlook({ agent: agent({ region: 'us-east-1' }) }).sweep).toBe('unknown');
});

test.for([
  ['running_primary', true, 'never'],
  ['running_primary', false, 'after-its-wait'],
  ['running_primary', null, 'unknown'],
  ['terminated', false, 'never'],
] as const)('expects of a demoted %s row, active %s, to be swept: %s', ([status, isActive, sweep]) => {
  const row = instance({ status, isActive });

  expect(outlookAfterDemotion({ row, agent: agent(), wait: { isOn: true, seconds: 300 }, now: NOW }).sweep).toBe(sweep);
});
