import { describe, expect, test } from 'vitest';
import { runAgentOnce } from '../../../src/usecases/agent/run-agent.ts';
import { agentInput, agentLog } from '../../support/agent.ts';
import { cloudInstance, instance } from '../../support/builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from '../../support/fake-agent.ts';

/** A primary whose row books that on-demand price. */
function pricing(booked: number | null): FakeAgentPorts {
  const ports = fakeAgentPorts({ instances: [instance({ onDemandPriceUsdPerHour: booked })], cloud: [cloudInstance()] });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  return ports;
}

async function told(ports: FakeAgentPorts): Promise<readonly (number | null)[]> {
  await runAgentOnce(ports, { input: agentInput(), log: agentLog() });
  return ports.fakeAgentBackend.prices.map(({ onDemandUsdPerHour }) => onDemandUsdPerHour);
}

describe('the on-demand price that an agent reports', () => {
  test('is that of AWS’s price list, before the one that the backend books', async () => {
    const ports = pricing(0.05);
    ports.fakeCloud.listedPrices.set('t3.medium ap-south-1', 0.0448);

    expect(await told(ports)).toEqual([0.0448]);
  });

  test('is the one that the backend books, where the policy does not permit the list', async () => {
    const ports = pricing(0.05);
    ports.fakeCloud.faults.add({ on: 'onDemandPrices', code: 'AWS_DENIED' });

    expect(await told(ports)).toEqual([0.05]);
  });

  test.each([null, 0])('is left out, and the report still sent, where nobody tells one (booked: %s)', async (booked) => {
    const ports = pricing(booked);
    ports.fakeCloud.faults.add({ on: 'onDemandPrices', code: 'AWS_UNREACHABLE' });

    expect(await told(ports)).toEqual([null]);
  });
});
