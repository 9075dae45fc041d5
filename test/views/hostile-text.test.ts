import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { watchFrame } from '../../src/cli/watching/watch-frame.ts';
import { priceBook } from '../../src/domain/cost.ts';
import { instanceTimeline } from '../../src/domain/instance-timeline.ts';
import { knownInstance } from '../../src/domain/known-instance.ts';
import { reconcile } from '../../src/domain/reconciliation.ts';
import { instanceText } from '../../src/views/instance/instance-text.ts';
import { agentItem, agentList } from '../../src/views/lists/agent-list.ts';
import { zombieItem } from '../../src/views/lists/zombie-item.ts';
import { zombieList } from '../../src/views/lists/zombie-list.ts';
import { terminationPlanText } from '../../src/views/termination/termination-plan-text.ts';
import { agent, cloudInstance, fleetRows, instance, NOW, snapshot } from '../support/builders.ts';
import { planFor, zombie, ZOMBIE_ID, zombieCloud } from '../support/plan.ts';
import { renderList } from '../support/render-list.ts';
import { presentation, screen } from '../support/screen.ts';

/** Controls, bidirectional marks, zero-width and other characters that steer a terminal or cannot be seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('\u001b[2J', '\u202egpj.exe', 'a\u200bb', '世界\u0007', '=cmd()', '\r\n@SUM(A1)', '🚀 web', '\u009d0;title\u009c'),
);

/** A fleet in which everything that others may name is named so. */
function fleetNamed(text: string) {
  const owner = agent({ logicalAgentId: text, status: text, instanceId: null, version: text });
  const row = zombie({ poolId: text, instanceType: text, az: text, imageId: text });
  const cloud = zombieCloud({ tags: { [text]: text, Name: text }, imageId: text, stateReason: { code: text, message: text } });
  const rows = fleetRows({ agents: [owner], instances: [instance({ agentId: owner.id }), row] });
  const seen = snapshot({
    client: { ok: true, value: { id: text, name: text } },
    backend: { ok: true, value: rows },
    regions: new Map([['ap-south-1', { ok: true, value: [cloudInstance(), cloud] }]]),
  });
  return { seen, rows, cloud: [cloudInstance(), cloud], ...reconcile(seen) };
}

function page(text: string, columns: number): string {
  const { seen, instances } = fleetNamed(text);
  const known = knownInstance(seen, ZOMBIE_ID);
  const backend = known.backend.ok ? known.backend.value : null;
  const cloud = known.cloud.ok ? known.cloud.value : null;
  const switches = [{ oldInstanceId: text, newInstanceId: ZOMBIE_ID, at: NOW, trigger: text }];
  const events = [{ at: NOW, type: text, message: text }];
  const timeline = instanceTimeline({ id: ZOMBIE_ID, cloud, backend, database: null, switches, events, acts: [] });
  const facts = { prices: priceBook(instances, []), now: NOW, findings: new Map(), unseen: [], isProtected: null };
  return instanceText({ ...known, ...facts, timeline }, screen({ columns, widthOf: stringWidth }));
}

const views: Readonly<Record<string, (text: string, columns: number) => Promise<string> | string>> = {
  'the list of zombies': async (text, width) => {
    const { instances } = fleetNamed(text);
    const facts = { prices: priceBook(instances, []), now: NOW, findings: new Map(), offers: new Map() };
    return await renderList(zombieList(instances.map((one) => zombieItem(one, facts))), presentation({ isTerminal: true, width }));
  },
  'the list of agents': async (text, width) =>
    await renderList(agentList(fleetNamed(text).agents.map((one) => agentItem(one, new Map()))), presentation({ isTerminal: true, width })),
  'a watch': async (text, width) => {
    const stale = [{ source: text, why: text, code: 'AWS_UNREACHABLE', seenAt: NOW }];
    const look = { view: agentList(fleetNamed(text).agents.map((one) => agentItem(one, new Map()))), stale, unseen: [] };
    const shown = presentation({ isTerminal: true, width });
    return await watchFrame(look, { title: 'spotctl agents', intervalMs: 5_000, rows: 40, presentation: shown });
  },
  'the page of an instance': page,
  'the plan of a termination': (text, columns) => {
    const { rows, cloud } = fleetNamed(text);
    return terminationPlanText(planFor({ rows, cloud }), screen({ columns, widthOf: stringWidth }));
  },
};

describe('text from a backend, a tag or a file', () => {
  test.each(Object.keys(views))('never steers the terminal from %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom(80, 200), async (text, columns) => {
        const shown = (await views[name]?.(text, columns)) ?? '';

        expect(shown).not.toBe('');
        expect(shown.replaceAll('\n', '')).not.toMatch(UNSAFE);
      }),
      { numRuns: 60 },
    );
  });

  test('never makes a formula of a CSV cell', async () => {
    const { instances } = fleetNamed('x');
    const facts = { prices: priceBook(instances, []), now: NOW, findings: new Map(), offers: new Map() };
    const items = instances.map((one) => zombieItem(one, facts));
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const named = items.map((item) => ({ ...item, logicalAgentId: text, poolId: text }));

        const csv = await renderList(zombieList(named), presentation({ format: 'csv' }));

        expect(csv).not.toMatch(/(^|,)"[=+\-@\t\r]/mu);
        expect(csv.replaceAll('\n', '')).not.toMatch(UNSAFE);
      }),
      { numRuns: 60 },
    );
  });
});
