import { describe, expect, test } from 'vitest';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { meaningOf } from '../../../src/domain/drill/drill-report.ts';
import { AGENT_ID, INSTANCE_ID } from '../../support/builders.ts';
import { DUTIFUL, drillPlan, fakeDrillPorts, launch, outcomes, rehearse, REPLACEMENT, script } from '../../support/drill.ts';

const SHORTENED = drillPlan({
  changes: { autoTerminateEnabled: true, terminateWaitSeconds: 60 },
  settings: { autoTerminateEnabled: false, terminateWaitSeconds: 300 },
});

/** An agent whose auto-terminate is off. */
function switchedOff() {
  const ports = fakeDrillPorts();
  ports.fakeBackend.config = { isEnabled: true, autoTerminateEnabled: false, terminateWaitSeconds: 300 };
  return ports;
}

describe('settings', () => {
  test('are changed before the switch, and put back at the end', async () => {
    const ports = switchedOff();
    script(ports, { ...DUTIFUL, ends: 120, confirms: 130 });

    const { report } = await rehearse(ports, { plan: SHORTENED });

    expect(report.outcome).toBe('passed');
    expect(ports.fakeSwitchboard.sent).toEqual([
      'set {"autoTerminateEnabled":true,"terminateWaitSeconds":60}',
      `switch ${INSTANCE_ID} t3.medium.ap-south-1a`,
      'set {"autoTerminateEnabled":false,"terminateWaitSeconds":300}',
    ]);
    expect(ports.fakeBackend.config).toMatchObject({ autoTerminateEnabled: false, terminateWaitSeconds: 300 });
    expect(report.cleanup[0]).toEqual({
      what: 'settings',
      subject: 'web-01',
      outcome: 'done',
      detail: 'auto-terminate off and a wait of 300 seconds, as before',
      next: null,
    });
  });

  test('are put back where a later step fails', async () => {
    const ports = switchedOff();
    script(ports, {});

    const { report } = await rehearse(ports, { plan: SHORTENED });

    expect(report.outcome).toBe('expired');
    expect(ports.fakeBackend.config).toMatchObject({ autoTerminateEnabled: false, terminateWaitSeconds: 300 });
  });

  test('are put back where the answer to the change was lost', async () => {
    const ports = switchedOff();
    script(ports, DUTIFUL);
    ports.fakeSwitchboard.faults.add({ on: 'setSweep', code: 'BACKEND_TIMEOUT', times: 1, afterEffect: true });

    const { report } = await rehearse(ports, { plan: SHORTENED });

    expect(outcomes(report)).toEqual({ prepare: 'failed' });
    expect(ports.fakeBackend.config).toMatchObject({ autoTerminateEnabled: false, terminateWaitSeconds: 300 });
  });

  test('that cannot be put back are said, with the request that would', async () => {
    const ports = switchedOff();
    script(ports, { ...DUTIFUL, ends: 120, confirms: 130 });
    ports.clock.after(100, () => ports.fakeSwitchboard.faults.add({ on: 'setSweep', code: 'BACKEND_UNREACHABLE' }));

    const { report } = await rehearse(ports, { plan: SHORTENED });

    expect([report.outcome, meaningOf(report)]).toEqual(['passed', 'partial']);
    expect(report.cleanup[0]).toEqual({
      what: 'settings',
      subject: 'web-01',
      outcome: 'failed',
      detail: 'they could not be put back to auto-terminate off and a wait of 300 seconds: BACKEND_UNREACHABLE in the test',
      next: `POST /api/client/agents/${AGENT_ID}/config {"autoTerminateEnabled":false,"terminateWaitMinutes":5}`,
    });
  });
});

describe('a replacement that was launched and never served', () => {
  test('is booked as a replica, ended with every guard and reported', async () => {
    const ports = fakeDrillPorts();
    script(ports, { launches: 15 });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toMatchObject({ promote: 'expired' });
    expect(ports.fakeCloud.stateOf(REPLACEMENT)).toBe('terminated');
    expect(ports.fakeBackend.registrations).toMatchObject([{ instanceId: REPLACEMENT, isPrimary: false }]);
    expect(ports.fakeBackend.reports).toMatchObject([{ instanceId: REPLACEMENT }]);
    expect(ports.fakeCloud.stateOf(INSTANCE_ID)).toBe('running');
    expect(report.cleanup.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['command', 'done'],
      ['replacement', 'done'],
      ['old-instance', 'kept'],
    ]);
  });

  test('is kept where its agent reports it while the drill cleans up', async () => {
    const ports = fakeDrillPorts();
    script(ports, { ...DUTIFUL, reports: 470, ends: 9_000, confirms: 9_000 });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toMatchObject({ promote: 'expired' });
    expect(ports.fakeCloud.stateOf(REPLACEMENT)).toBe('running');
    expect(report.cleanup).toContainEqual(expect.objectContaining({ what: 'replacement', outcome: 'kept' }));
  });

  test('is found where an agent launches it right after the command was withdrawn', async () => {
    const ports = fakeDrillPorts();
    script(ports, {});
    ports.clock.after(130, () => launch(ports, REPLACEMENT));

    const { report } = await rehearse(ports);

    expect(report.replacementId).toBe(REPLACEMENT);
    expect(ports.fakeCloud.stateOf(REPLACEMENT)).toBe('terminated');
  });

  test('is left alone where the backend cannot be seen', async () => {
    const ports = fakeDrillPorts();
    script(ports, { launches: 15 });
    ports.clock.after(30, () => ports.fakeBackend.faults.add({ on: 'instances', code: 'BACKEND_UNREACHABLE' }));

    const { report } = await rehearse(ports);

    expect(ports.fakeCloud.stateOf(REPLACEMENT)).toBe('running');
    expect(report.cleanup).toContainEqual({
      what: 'replacement',
      subject: REPLACEMENT,
      outcome: 'left',
      detail: 'whether it serves or runs could not be seen, so it was left alone',
      next: `spotctl instance ${REPLACEMENT}`,
    });
  });
});

describe('the command', () => {
  test('of a switch whose answer was lost is named, and left: it may be somebody else’s', async () => {
    const ports = fakeDrillPorts();
    script(ports, {});
    ports.fakeSwitchboard.faults.add({ on: 'forceSwitch', code: 'BACKEND_TIMEOUT', afterEffect: true });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ prepare: 'proven', issue: 'failed' });
    expect(report.cleanup[0]).toMatchObject({ what: 'command', outcome: 'left' });
    expect(report.cleanup[0]?.detail).toContain('c-drill waits for the agent');
  });

  test('that cannot be withdrawn is said, with the request that would', async () => {
    const ports = fakeDrillPorts();
    script(ports, {});
    ports.fakeSwitchboard.faults.add({ on: 'withdraw', code: 'BACKEND_UNREACHABLE' });

    const { report } = await rehearse(ports);

    expect(report.cleanup[0]).toMatchObject({
      what: 'command',
      outcome: 'failed',
      next: `POST /api/agents/${AGENT_ID}/commands/c-drill/executed {"success":false}`,
    });
  });
});

describe('an interrupt', () => {
  test('stops the drill, withdraws the command and puts the settings back', async () => {
    const ports = switchedOff();
    script(ports, {});
    const controller = new AbortController();
    ports.clock.after(20, () => controller.abort(new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted.' })));

    const { report } = await rehearse(ports, { plan: SHORTENED, signal: controller.signal });

    expect([report.outcome, meaningOf(report)]).toEqual(['interrupted', 'interrupted']);
    expect(outcomes(report)).toEqual({ prepare: 'proven', issue: 'proven', launch: 'interrupted' });
    expect(report.cleanup.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['settings', 'done'],
      ['command', 'done'],
      ['old-instance', 'kept'],
    ]);
  });

  test('before anything was changed changes nothing', async () => {
    const ports = switchedOff();
    const controller = new AbortController();
    controller.abort(new SpotctlError({ code: 'INTERRUPTED', message: 'Interrupted.' }));

    const { report } = await rehearse(ports, { plan: SHORTENED, signal: controller.signal });

    expect(report.outcome).toBe('interrupted');
    expect([ports.fakeSwitchboard.sent, report.cleanup]).toEqual([[], []]);
  });
});

test('a defect of spotctl ends the drill, and still what it changed is put back', async () => {
  const ports = switchedOff();
  script(ports, DUTIFUL);
  ports.fakeSwitchboard.faults.before('forceSwitch', () => {
    throw new TypeError('not as it should be');
  });

  await expect(rehearse(ports, { plan: SHORTENED })).rejects.toThrow('not as it should be');

  expect(ports.fakeBackend.config).toMatchObject({ autoTerminateEnabled: false, terminateWaitSeconds: 300 });
});

test('nothing is changed where the fleet is another than the one that was shown', async () => {
  const ports = fakeDrillPorts();
  ports.fakeBackend.changeAgent(AGENT_ID, { instanceId: REPLACEMENT });

  const { report } = await rehearse(ports);

  expect(outcomes(report)).toEqual({ prepare: 'failed' });
  expect(report.steps[0]?.detail).toBe(`The fleet has changed since the plan was shown: agent web-01 points at ${REPLACEMENT} now.`);
  expect(ports.fakeSwitchboard.sent).toEqual([]);
});
