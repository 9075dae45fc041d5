import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../../src/domain/drill/drill-report.ts';
import { INSTANCE_ID } from '../../support/builders.ts';
import { DUTIFUL, drillPlan, fakeDrillPorts, launch, outcomes, rehearse, REPLACEMENT, script } from '../../support/drill.ts';

const PROVEN = 'proven';
const TO_LAUNCH = { prepare: PROVEN, issue: PROVEN };
const TO_CLOSE = { ...TO_LAUNCH, launch: PROVEN, promote: PROVEN, close: PROVEN };

describe('a drill', () => {
  test('passes where the agent carries the switch out and ends the old instance after its wait', async () => {
    const ports = fakeDrillPorts();
    script(ports, DUTIFUL);

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_CLOSE, wait: PROVEN, terminate: PROVEN, confirm: PROVEN });
    expect([report.outcome, meaningOf(report)]).toEqual(['passed', 'done']);
    expect(report.replacementId).toBe(REPLACEMENT);
    expect(ports.fakeSwitchboard.sent).toEqual([`switch ${INSTANCE_ID} t3.medium.ap-south-1a`]);
    expect(report.cleanup).toEqual([
      { what: 'replacement', subject: REPLACEMENT, outcome: 'kept', detail: 'it serves as the primary of agent web-01', next: null },
      { what: 'old-instance', subject: INSTANCE_ID, outcome: 'done', detail: 'it has ended, as a switch ends it', next: null },
    ]);
  });

  test('tells each source’s word as the proof of the last step', async () => {
    const ports = fakeDrillPorts();
    script(ports, DUTIFUL);

    const { report } = await rehearse(ports);

    expect(report.steps.at(-1)?.proof).toEqual({
      backend: `${INSTANCE_ID} terminated, is_primary=0, is_active=0`,
      database: `${INSTANCE_ID} terminated, is_primary=0, is_active=0, termination_confirmed=1, terminated_at 2026-11-23T12:06:10.000Z`,
      aws: `${INSTANCE_ID} terminated, t3.medium spot in ap-south-1a`,
    });
  });

  test('runs out of time where no agent takes the command, and withdraws it', async () => {
    const ports = fakeDrillPorts();
    script(ports, {});

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_LAUNCH, launch: 'expired' });
    expect([report.outcome, meaningOf(report)]).toEqual(['expired', 'timeout']);
    expect(report.steps[2]?.detail).toBe('no agent has carried command c-drill out');
    expect(report.steps[2]?.lookAt[0]).toContain('Does an agent run for web-01?');
    expect(ports.fakeAgentBackend.waiting).toEqual([]);
    expect(report.cleanup).toMatchObject([
      { what: 'command', subject: 'c-drill', outcome: 'done' },
      { what: 'old-instance', outcome: 'kept' },
    ]);
  });

  test('says so at once where the agent is silent, before any switch is issued', async () => {
    const ports = fakeDrillPorts();
    ports.fakeBackend.changeAgent('f389c0c2-1bd9-4a07-a7a6-10a84a048f2c', { lastHeartbeatAt: '2026-11-23T11:00:00.000Z' });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ prepare: 'expired' });
    expect(report.steps[0]?.detail).toBe('the last heartbeat came 3660 seconds ago');
    expect(ports.fakeSwitchboard.sent).toEqual([]);
    expect(report.cleanup).toEqual([]);
  });

  test('fails where the agent closes the command without a launch', async () => {
    const ports = fakeDrillPorts();
    script(ports, { closes: 15 });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_LAUNCH, launch: 'failed' });
    expect(report.steps[2]?.detail).toBe('the agent closed command c-drill, and EC2 shows nothing that was launched for it');
    expect(meaningOf(report)).toBe('problems');
  });

  test('fails where the old instance ends before the backend knows of the replacement, as the agents of today end it', async () => {
    const ports = fakeDrillPorts();
    script(ports, { launches: 15, ends: 40 });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_LAUNCH, launch: PROVEN, promote: 'failed' });
    expect(report.steps[3]?.detail).toBe(`${INSTANCE_ID} is shutting-down in EC2 before the backend knows of a replacement`);
  });

  test('fails where one switch is launched twice', async () => {
    const ports = fakeDrillPorts();
    script(ports, DUTIFUL);
    ports.clock.after(60, () => launch(ports, 'i-0d2111000000000bb'));

    const { report } = await rehearse(ports);

    expect(report.outcome).toBe('failed');
    expect(report.steps.find(({ outcome }) => outcome === 'failed')?.detail).toBe(
      `the one switch was launched 2 times: ${REPLACEMENT}, i-0d2111000000000bb`,
    );
  });

  test('fails where the old instance ends before its wait is over', async () => {
    const ports = fakeDrillPorts();
    script(ports, { ...DUTIFUL, ends: 125 });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_CLOSE, wait: 'failed' });
    expect(report.steps[5]?.detail).toBe(`${INSTANCE_ID} ended 200 seconds before its wait of 300 seconds was over`);
    expect(report.cleanup.at(-1)).toMatchObject({ outcome: 'left', next: 'spotctl zombies --terminate --agent web-01' });
  });

  test('runs out of time where the command is never closed, and withdraws it so that no agent switches again', async () => {
    const ports = fakeDrillPorts();
    const { closes: _never, ...rest } = DUTIFUL;
    script(ports, rest);

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_LAUNCH, launch: PROVEN, promote: PROVEN, close: 'expired' });
    expect(ports.fakeAgentBackend.waiting).toEqual([]);
    expect(report.cleanup.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['command', 'done'],
      ['replacement', 'kept'],
      ['old-instance', 'left'],
    ]);
  });

  test('runs out of time where nobody ends the old instance', async () => {
    const ports = fakeDrillPorts();
    script(ports, { launches: 15, reports: 25, closes: 25 });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_CLOSE, wait: PROVEN, terminate: 'expired' });
    expect(report.steps[6]?.detail).toBe(`${INSTANCE_ID} is running in EC2`);
  });

  test('runs out of time where the end is never confirmed in the database', async () => {
    const ports = fakeDrillPorts();
    const { confirms: _never, ...rest } = DUTIFUL;
    script(ports, rest);
    ports.clock.after(400, () => ports.fakeBackend.changeRow(INSTANCE_ID, { status: 'terminated' }));

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_CLOSE, wait: PROVEN, terminate: PROVEN, confirm: 'expired' });
    expect(report.steps[7]?.detail).toBe('the database: termination_confirmed is not set');
  });
});

describe('what could not be seen', () => {
  test('leaves the last step unproven without a database: the API never tells termination_confirmed', async () => {
    const ports = fakeDrillPorts({ hasDatabase: false });
    script(ports, DUTIFUL);

    const { report } = await rehearse(ports, { plan: drillPlan({ hasDatabase: false }) });

    expect(outcomes(report)).toMatchObject({ promote: PROVEN, terminate: PROVEN, confirm: 'unproven' });
    expect([report.outcome, meaningOf(report)]).toEqual(['incomplete', 'partial']);
    expect(report.steps[7]?.proof.database).toBeNull();
  });

  test('is looked for again, and the drill passes where it is seen in time', async () => {
    const ports = fakeDrillPorts();
    script(ports, DUTIFUL);
    ports.clock.after(22, () => {
      ports.fakeCloud.faults.add({ on: 'instances', code: 'AWS_UNREACHABLE', times: 2 });
      for (const on of ['instances', 'database']) ports.fakeBackend.faults.add({ on, code: 'BACKEND_UNREACHABLE', times: 3 });
    });

    const { report, events } = await rehearse(ports);

    expect(report.outcome).toBe('passed');
    expect(events).toContainEqual({
      kind: 'step-pending',
      step: 'promote',
      because: 'EC2 could not be seen: AWS_UNREACHABLE in the test',
    });
  });

  test.each([
    ['EC2', { cloud: 'instances' }, 'EC2 could not be seen: AWS_UNREACHABLE in the test'],
    ['the database', { book: 'database' }, 'the database could not be seen: DATABASE_UNREACHABLE in the test'],
  ])('is not taken for a time that ran out: %s', async (...[, source, detail]) => {
    const ports = fakeDrillPorts();
    script(ports, DUTIFUL);
    ports.clock.after(20, () => {
      if ('cloud' in source) ports.fakeCloud.faults.add({ on: source.cloud, code: 'AWS_UNREACHABLE' });
      else ports.fakeBackend.faults.add({ on: source.book, code: 'DATABASE_UNREACHABLE' });
    });

    const { report } = await rehearse(ports);

    expect(outcomes(report)).toEqual({ ...TO_LAUNCH, launch: PROVEN, promote: 'unproven' });
    expect(report.steps[3]?.detail).toBe(detail);
    expect(meaningOf(report)).toBe('partial');
  });

  test('a wait that no source tells leaves its step unproven, and the rest is followed', async () => {
    const ports = fakeDrillPorts();
    ports.fakeBackend.config = { isEnabled: true, autoTerminateEnabled: true, terminateWaitSeconds: null };
    script(ports, DUTIFUL);

    const { report } = await rehearse(ports, { plan: drillPlan({ settings: { autoTerminateEnabled: true, terminateWaitSeconds: null } }) });

    expect(outcomes(report)).toEqual({ ...TO_CLOSE, wait: 'unproven', terminate: PROVEN, confirm: PROVEN });
  });
});
