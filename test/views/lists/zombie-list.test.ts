import { describe, expect, test } from 'vitest';
import { priceBook } from '../../../src/domain/cost.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import { instanceTotals } from '../../../src/views/lists/instance-totals.ts';
import { type ZombieItem, zombieItem } from '../../../src/views/lists/zombie-item.ts';
import { zombieList } from '../../../src/views/lists/zombie-list.ts';
import { agent, cloudInstance, fleetRows, instance, NOW, snapshot } from '../../support/builders.ts';
import { renderList } from '../../support/render-list.ts';
import { presentation } from '../../support/screen.ts';

const PRICE = { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 0.0125, since: '2026-11-01T00:00:00.000Z' };

function zombie(facts: Partial<Instance>): Instance {
  return instance({ status: 'zombie', isPrimary: false, isActive: false, ...facts });
}

/** A zombie that waits, one left active, and a ghost. */
function zombies(): readonly ZombieItem[] {
  const rows = [
    zombie({ id: 'i-0000000000000000a', zombieSince: '2026-11-23T11:58:00.000Z' }),
    zombie({ id: 'i-0000000000000000b', zombieSince: '2026-11-23T02:00:00.000Z', isActive: true }),
    zombie({ id: 'i-0000000000000000c', status: 'terminated', terminatedAt: '2026-11-21T12:00:00.000Z' }),
  ];
  const cloud = rows.map(({ id }) => cloudInstance({ id, launchedAt: '2026-11-20T12:00:00.000Z' }));
  const agents = [agent({ instanceId: null })];
  const { instances } = reconcile(
    snapshot({
      backend: { ok: true, value: fleetRows({ agents, instances: rows }) },
      regions: new Map([['ap-south-1', { ok: true, value: cloud }]]),
    }),
  );
  const facts = { prices: priceBook(instances, [PRICE]), now: NOW, findings: new Map(), offers: new Map() };
  return instances.map((one) => zombieItem(one, facts));
}

describe('the list of zombies', () => {
  test('says in 80 columns how long, how long yet, at what cost, and why', async () => {
    const text = await renderList(zombieList(zombies()), presentation({ isTerminal: true }));

    expect(text).toMatchInlineSnapshot(`
      "INSTANCE             AGENT   AWS      UNWANTED  WAIT  WASTED  NOT SWEPT
      i-0000000000000000a  web-01  running  2m        3m     $0.00  wait not over
      i-0000000000000000b  web-01  running  10h       over   $0.13  still active
      i-0000000000000000c  web-01  running  2d        -      $0.60  booked as gone
      "
    `);
  });

  test('has the same for a script, with exact moments and stable reasons', async () => {
    const columns = ['id', 'wastedSince', 'waitEndsAt', 'wastedCost', 'notSweptBecause'];

    expect(await renderList(zombieList(zombies()), presentation({ columns }))).toMatchInlineSnapshot(`
      "i-0000000000000000a	2026-11-23T11:58:00.000Z	2026-11-23T12:03:00.000Z	0.000417	waiting
      i-0000000000000000b	2026-11-23T02:00:00.000Z	2026-11-23T02:05:00.000Z	0.125	still-active
      i-0000000000000000c	2026-11-21T12:00:00.000Z		0.6	booked-terminated
      "
    `);
  });

  test('has exact moments in a table that is piped', async () => {
    const text = await renderList(zombieList(zombies()), presentation({ format: 'table', columns: ['id', 'wastedSince', 'waitEndsAt'] }));

    expect(text.split('\n')[1]).toBe('i-0000000000000000a  2026-11-23T11:58:00.000Z  2026-11-23T12:03:00.000Z');
  });
});

describe('the totals of a list', () => {
  const serving = zombies()
    .slice(0, 1)
    .map((item): ZombieItem => ({ ...item, status: 'running_primary', hourlyCost: 0.01, wastedCost: null }));

  test('are what all of it costs an hour, and what of that nobody wants', () => {
    expect(instanceTotals(serving)).toBe('1 instance at $0.0100 an hour.');
    expect(instanceTotals(zombies())).toBe('3 unwanted instances at $0.0375 an hour, $0.73 so far.');
    expect(instanceTotals([...serving, ...zombies()])).toBe('4 instances at $0.0475 an hour; 3 unwanted at $0.0375 an hour, $0.73 so far.');
  });

  test('say what has no known price, and count nothing that EC2 did not return', () => {
    const unpriced = serving.map((item) => ({ ...item, hourlyCost: null }));
    const absent = unpriced.map((item) => ({ ...item, aws: item.aws === null ? null : { ...item.aws, state: 'absent' as const } }));

    expect(instanceTotals(unpriced)).toBe('1 instance of unknown cost.');
    expect(instanceTotals([...serving, ...unpriced])).toBe('2 instances at $0.0100 an hour and 1 of unknown cost.');
    expect(instanceTotals([...serving, ...absent])).toBe('2 instances at $0.0100 an hour.');
    expect(instanceTotals(absent)).toBe('1 instance.');
  });
});
