import { describe, expect, test } from 'vitest';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import { priceBook } from '../../../src/domain/cost.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import { notAsked, type Seen } from '../../../src/domain/seen.ts';
import { agentItem, agentList } from '../../../src/views/lists/agent-list.ts';
import { contextList } from '../../../src/views/lists/context-list.ts';
import { type InstanceItem, instanceItem } from '../../../src/views/lists/instance-item.ts';
import { instanceList } from '../../../src/views/lists/instance-list.ts';
import { agent, AGENT_ID, cloudInstance, fleetRows, instance, NOW, snapshot } from '../../support/builders.ts';
import { renderList } from '../../support/render-list.ts';
import { presentation } from '../../support/screen.ts';

const GHOST = 'i-029c1999a147722de';
const UNREGISTERED = 'i-0000000000000000a';

function instanceItems(): readonly InstanceItem[] {
  const old = instance({ id: GHOST, status: 'terminated', isPrimary: false, isActive: false });
  const cloud = [cloudInstance(), cloudInstance({ id: GHOST }), cloudInstance({ id: UNREGISTERED })];
  const { instances } = reconcile(
    snapshot({
      backend: {
        ok: true,
        value: fleetRows({ instances: [instance(), old, instance({ id: 'i-00000000', region: 'eu-west-1', az: null })] }),
      },
      regions: new Map<string, Seen<readonly CloudInstance[]>>([
        ['ap-south-1', { ok: true, value: cloud }],
        ['eu-west-1', notAsked('not here')],
      ]),
    }),
  );
  const findings = new Map([[GHOST, ['FL401', 'FL418']]]);
  return instances.map((one) => instanceItem(one, { prices: priceBook(instances, []), now: NOW, findings }));
}

describe('the list of instances', () => {
  test('sets the words of backend and EC2 side by side', async () => {
    const text = await renderList(instanceList(instanceItems(), 'None.'), presentation({ isTerminal: true }));

    expect(text).toMatchInlineSnapshot(`
      "INSTANCE             AGENT   BACKEND          AWS      $/HOUR  FINDINGS
      i-0f75d6fccfb53a938  web-01  running_primary  running       -  -
      i-029c1999a147722de  web-01  terminated       running       -  FL401 FL418
      i-00000000           web-01  running_primary  unknown       -  -
      i-0000000000000000a  web-01  no row           running       -  -
      "
    `);
  });

  test('has a column for every fact of its items, the findings in one cell', async () => {
    const csv = await renderList(instanceList(instanceItems().slice(1, 2), 'None.'), presentation({ format: 'csv' }));

    expect(csv).toMatchInlineSnapshot(`
      ""id","agent","status","awsState","hourlyCost","findings","instanceType","region","az","mode","isPrimary","isActive","launchTime","wastedSince","wastedCost","poolId","spotPrice","onDemandPrice","terminationAttemptedAt","terminationConfirmed","clientId","agentId"
      "i-029c1999a147722de","web-01","terminated","running",,"FL401 FL418","t3.medium","ap-south-1","ap-south-1a","spot","false","false","2026-11-22T12:00:00.000Z",,,"t3.medium.ap-south-1a","0.0125","0.0416",,,"c11e0000-0000-4000-8000-00000000000a","f389c0c2-1bd9-4a07-a7a6-10a84a048f2c"
      "
    `);
  });
});

describe('the list of agents', () => {
  const silent = agent({
    id: 'a-2',
    logicalAgentId: 'web-02',
    status: 'offline',
    instanceId: null,
    lastHeartbeatAt: null,
    terminateWaitSeconds: null,
  });
  const items = [agent({ lastHeartbeatAt: '2026-11-23T11:58:00.000Z' }), silent].map((one) =>
    agentItem(one, new Map([['a-2', ['FL406']]])),
  );

  test('has every fact of its kind under the names of the contract', () => {
    expect(items[0]).toEqual({
      id: AGENT_ID,
      logicalAgentId: 'web-01',
      clientId: 'c11e0000-0000-4000-8000-00000000000a',
      status: 'online',
      instanceId: 'i-0f75d6fccfb53a938',
      region: 'ap-south-1',
      lastHeartbeat: '2026-11-23T11:58:00.000Z',
      autoTerminateEnabled: true,
      terminateWaitSeconds: 300,
      findings: [],
    });
  });

  test('reads as who is there, with what, and since when silent', async () => {
    const text = await renderList(
      agentList(items),
      presentation({ format: 'table', columns: ['logicalAgentId', 'status', 'instanceId', 'findings'] }),
    );

    expect(text).toMatchInlineSnapshot(`
      "AGENT   STATUS   INSTANCE             FINDINGS
      web-01  online   i-0f75d6fccfb53a938  -
      web-02  offline  -                    FL406
      "
    `);
  });

  test('writes a wait that nobody told as unknown, never as a number', async () => {
    const columns = ['logicalAgentId', 'terminateWaitSeconds'];

    expect(await renderList(agentList(items), presentation({ columns }))).toBe('web-01\t300\nweb-02\t\n');
    expect(await renderList(agentList(items), presentation({ format: 'table', columns, hasHeader: false }))).toBe(
      'web-01  5m\nweb-02  -\n',
    );
  });
});

describe('the list of contexts', () => {
  test('marks the current one', async () => {
    const items = [
      {
        name: 'prod',
        isCurrent: true,
        backendUrl: 'https://x.example',
        clientId: null,
        awsProfile: 'p',
        regions: ['eu-west-1', 'eu-west-2'],
      },
      { name: 'lab', isCurrent: false, backendUrl: null, clientId: null, awsProfile: null, regions: [] },
    ];

    expect(await renderList(contextList(items), presentation({ isTerminal: true, width: 70 }))).toMatchInlineSnapshot(`
      "CONTEXT  CURRENT  BACKEND            AWS PROFILE  REGIONS
      prod     *        https://x.example  p            eu-west-1,eu-west-2
      lab               -                  -            -
      "
    `);
  });
});
