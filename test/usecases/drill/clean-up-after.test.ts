import { describe, expect, test } from 'vitest';
import type { CleanedUp } from '../../../src/domain/drill/drill-report.ts';
import type { KeptDrill } from '../../../src/domain/drill/kept-drill.ts';
import { cleanUpAfter, requireSamePlace } from '../../../src/usecases/drill/clean-up-after.ts';
import { CLIENT_ID, INSTANCE_ID } from '../../support/builders.ts';
import {
  COMMAND,
  DUTIFUL,
  drillPlan,
  type FakeDrillPorts,
  fakeDrillPorts,
  launch,
  rehearse,
  REPLACEMENT,
  script,
} from '../../support/drill.ts';

const BACKEND = 'https://staging.example';
const SHORTENED = drillPlan({ changes: { terminateWaitSeconds: 60 } });

function kept(facts: Partial<KeptDrill> = {}): KeptDrill {
  const startedAt = '2026-11-23T11:59:00.000Z';
  return {
    backendUrl: BACKEND,
    plan: SHORTENED,
    startedAt,
    commandId: COMMAND,
    issuedAt: startedAt,
    hasTouchedSettings: true,
    hasTriedSwitch: true,
    ...facts,
  };
}

/** What a drill leaves that was cut off after its switch. */
function cutOff(): FakeDrillPorts {
  const ports = fakeDrillPorts();
  ports.fakeBackend.config = { isEnabled: true, autoTerminateEnabled: true, terminateWaitSeconds: 60 };
  ports.fakeAgentBackend.waiting = [{ id: COMMAND, instanceId: INSTANCE_ID, targetMode: 'spot', targetPoolId: null }];
  ports.fakeNotes.kept = kept();
  return ports;
}

async function cleanedUp(ports: FakeDrillPorts, left = kept()): Promise<readonly CleanedUp[]> {
  const origin = { backendUrl: BACKEND, version: '1.0.0', how: 'yes' } as const;
  const items: CleanedUp[] = [];
  for await (const item of cleanUpAfter(ports, { kept: left, origin })) items.push(item);
  return items;
}

describe('a drill under way', () => {
  test('writes down what it changes before it does, and forgets it once all is put back', async () => {
    const ports = fakeDrillPorts();
    script(ports, { ...DUTIFUL, ends: 120, confirms: 130 });
    const atSwitch: unknown[] = [];
    ports.fakeSwitchboard.faults.before('setSweep', () => atSwitch.push(ports.fakeNotes.kept?.hasTouchedSettings));
    ports.fakeSwitchboard.faults.before('forceSwitch', () => atSwitch.push(ports.fakeNotes.kept?.hasTriedSwitch));
    ports.clock.after(60, () => atSwitch.push(ports.fakeNotes.kept?.commandId));

    const { report } = await rehearse(ports, { plan: SHORTENED });

    expect([report.outcome, atSwitch]).toEqual(['passed', [true, true, COMMAND]]);
    expect(ports.fakeNotes.kept).toBeNull();
  });

  test('changes nothing where it cannot write that down', async () => {
    const ports = fakeDrillPorts();
    script(ports, DUTIFUL);
    ports.fakeNotes.faults.add({ on: 'keep', code: 'JOURNAL_UNWRITABLE' });

    const { report } = await rehearse(ports);

    expect(report.steps[1]).toMatchObject({ step: 'issue', outcome: 'failed', detail: 'JOURNAL_UNWRITABLE in the test' });
    expect(ports.fakeSwitchboard.sent).toEqual([]);
  });

  test('keeps its notes where something could not be put back', async () => {
    const ports = fakeDrillPorts();
    script(ports, {});
    ports.fakeSwitchboard.faults.add({ on: 'withdraw', code: 'BACKEND_UNREACHABLE' });

    await rehearse(ports);

    expect(ports.fakeNotes.kept).toMatchObject({ commandId: COMMAND, hasTriedSwitch: true });
  });
});

describe('after a drill that was cut off', () => {
  test('settings are put back, the command is withdrawn, and nothing is left to do', async () => {
    const ports = cutOff();

    const items = await cleanedUp(ports);

    expect(items.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['settings', 'done'],
      ['command', 'done'],
      ['old-instance', 'kept'],
    ]);
    expect(ports.fakeBackend.config.terminateWaitSeconds).toBe(300);
    expect(ports.fakeAgentBackend.waiting).toEqual([]);
    expect(ports.fakeNotes.kept).toBeNull();
  });

  test('what was launched for it and never served is ended', async () => {
    const ports = cutOff();
    launch(ports, REPLACEMENT);

    await cleanedUp(ports);

    expect(ports.fakeCloud.stateOf(REPLACEMENT)).toBe('terminated');
    expect(ports.fakeCloud.stateOf(INSTANCE_ID)).toBe('running');
  });

  test('a switch whose command was never learnt is not guessed at', async () => {
    const ports = cutOff();

    const items = await cleanedUp(ports, kept({ commandId: null }));

    expect(items[1]).toMatchObject({ what: 'command', outcome: 'left' });
    expect(ports.fakeAgentBackend.waiting).toHaveLength(1);
  });

  test('is begun only where that drill was held, and while it is a target', async () => {
    const ports = cutOff();
    const targets = { context: 'staging', backendUrl: BACKEND, clients: [CLIENT_ID], accounts: ['123456789012'] };
    const at = { kept: kept(), targets, backendUrl: BACKEND };

    await requireSamePlace(ports, at);

    await expect(requireSamePlace(ports, { ...at, targets: { ...targets, clients: [] } })).rejects.toMatchObject({ code: 'DRILL_REFUSED' });
    const other = kept({ plan: drillPlan({ client: { id: 'c-globex', name: 'Globex' } }) });
    await expect(requireSamePlace(ports, { ...at, kept: other })).rejects.toMatchObject({
      message: 'The drill that was cut off was held for client Globex in account 123456789012 at https://staging.example.',
    });
  });
});
