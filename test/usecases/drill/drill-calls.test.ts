import { expect, test } from 'vitest';
import { planDrill } from '../../../src/usecases/drill/plan-drill.ts';
import { CLIENT_ID } from '../../support/builders.ts';
import { DUTIFUL, drillPlan, type FakeDrillPorts, fakeDrillPorts, rehearse, script } from '../../support/drill.ts';

const BACKEND = 'https://staging.example';

function callsOf({ fakeBackend, fakeCloud, fakeSwitchboard }: FakeDrillPorts): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const [backend, cloud, switchboard] = [fakeBackend, fakeCloud, fakeSwitchboard].map(({ faults }) => Object.fromEntries(faults.counts));
  return { backend: backend ?? {}, cloud: cloud ?? {}, switchboard: switchboard ?? {} };
}

test('a plan asks each source once, and whose token and credentials they are before all else', async () => {
  const ports = fakeDrillPorts({ hasDatabase: false });
  const targets = { context: 'staging', backendUrl: BACKEND, clients: [CLIENT_ID], accounts: ['123456789012'] };

  await planDrill(ports, { targets, backendUrl: BACKEND, clientId: null, regions: null, agent: null, poolId: null, waitSeconds: null });

  expect(callsOf(ports)).toEqual({
    backend: { identify: 2, agents: 1, instances: 1, replicas: 1, attributedInstances: 1, agentConfig: 1 },
    cloud: { account: 1, instances: 1, protection: 1 },
    switchboard: { commands: 1 },
  });
});

test('a drill looks once every five seconds, and asks each source once a look', async () => {
  const ports = fakeDrillPorts({ hasDatabase: false });
  script(ports, DUTIFUL);

  const { report } = await rehearse(ports, { plan: drillPlan({ hasDatabase: false }) });

  const { backend = {}, cloud, switchboard } = callsOf(ports);
  const looks = backend['instances'] ?? 0;
  const seconds = (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1_000;
  // One more at the beginning of each step, one before the first change, and one to clean up.
  expect(looks).toBe(seconds / 5 + report.steps.length + 2);
  expect(backend).toEqual({ identify: 1, agents: looks, instances: looks, replicas: looks, agentConfig: looks });
  expect(cloud).toMatchObject({ account: 1, instances: looks });
  expect(switchboard).toEqual({ commands: looks + 1, forceSwitch: 1 });
});
