import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { plannedReport } from '../../../src/domain/drill/planned-report.ts';
import { drillPlanText } from '../../../src/views/drill/drill-plan-text.ts';
import { drillProgress } from '../../../src/views/drill/drill-progress.ts';
import { drillReportText } from '../../../src/views/drill/drill-report-text.ts';
import { DUTIFUL, drillPlan, fakeDrillPorts, rehearse, script } from '../../support/drill.ts';
import { NOW } from '../../support/builders.ts';
import { screen } from '../../support/screen.ts';

const UNSAFE = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|[^\P{Cc}\n]/u;

test('a plan says what happens to whom, and what is put back', () => {
  const plan = drillPlan({ changes: { autoTerminateEnabled: true, terminateWaitSeconds: 60 }, notes: ['No database is configured.'] });

  expect(drillPlanText(plan, screen({ columns: 80 }))).toMatchInlineSnapshot(`
    "Rehearse a switch of agent web-01
      client     Acme (c11e0000-0000-4000-8000-00000000000a), account 123456789012
      region     ap-south-1
      primary    i-0f75d6fccfb53a938 t3.medium spot in ap-south-1a
      switch to  pool t3.medium.ap-south-1a
      wait       1m
      settings   auto-terminate off → on, wait 5m → 1m; put back at the end
    ! Its agent launches one instance, makes it the primary of web-01, and ends
      i-0f75d6fccfb53a938 after the wait.
    ! The replacement stays, since it serves. Settings are put back, a command that
      nobody carries out is withdrawn, and what was launched and never served is
      ended.
    · No database is configured.
    "
  `);
});

test('a drill that passed shows each source’s proof', async () => {
  const ports = fakeDrillPorts();
  script(ports, DUTIFUL);
  const { report } = await rehearse(ports);

  expect(drillReportText(report, screen({ columns: 100 }))).toMatchInlineSnapshot(`
    "Drill of agent web-01 · client Acme · account 123456789012 · ap-south-1

    ✓ 1 Agent ready  0s of 1m
        backend   agent online, heartbeat 2026-11-23T12:00:00.000Z
                  auto-terminate on, wait 300 s
        aws       i-0f75d6fccfb53a938 running, t3.medium spot in ap-south-1a
    ✓ 2 Switch issued  0s of 30s
        backend   command c-drill waits
    ✓ 3 Replacement launched  15s of 2m
        backend   command c-drill waits
        aws       i-0d2111000000000aa running, t3.medium spot in ap-south-1a
    ✓ 4 Replacement is the primary  10s of 7m
        backend   i-0d2111000000000aa running_primary, is_primary=1, is_active=1
                  i-0f75d6fccfb53a938 zombie, is_primary=0, is_active=0
        database  i-0d2111000000000aa running_primary, is_primary=1, is_active=1
                  i-0f75d6fccfb53a938 zombie, is_primary=0, is_active=0
        aws       i-0d2111000000000aa running, t3.medium spot in ap-south-1a
                  i-0f75d6fccfb53a938 running, t3.medium spot in ap-south-1a
    ✓ 5 Command closed  0s of 1m
        backend   command c-drill is closed
    ✓ 6 Old instance kept for its wait  5m of 6m
        backend   i-0f75d6fccfb53a938 zombie, is_primary=0, is_active=0
        database  i-0f75d6fccfb53a938 zombie, is_primary=0, is_active=0
        aws       i-0f75d6fccfb53a938 running, t3.medium spot in ap-south-1a
    ✓ 7 Old instance ended in EC2  45s of 8m
        backend   i-0f75d6fccfb53a938 terminated, is_primary=0, is_active=0
        database  i-0f75d6fccfb53a938 terminated, is_primary=0, is_active=0, termination_confirmed=1,
                  terminated_at 2026-11-23T12:06:10.000Z
        aws       i-0f75d6fccfb53a938 terminated, t3.medium spot in ap-south-1a
    ✓ 8 End confirmed  0s of 2m
        backend   i-0f75d6fccfb53a938 terminated, is_primary=0, is_active=0
        database  i-0f75d6fccfb53a938 terminated, is_primary=0, is_active=0, termination_confirmed=1,
                  terminated_at 2026-11-23T12:06:10.000Z
        aws       i-0f75d6fccfb53a938 terminated, t3.medium spot in ap-south-1a

    Afterwards
    · replacement i-0d2111000000000aa: it serves as the primary of agent web-01
    ✓ i-0f75d6fccfb53a938: it has ended, as a switch ends it

    ✓ The flow works: 8 of 8 steps proven in 6m.
    "
  `);
});

test('a drill that stopped says where, what is missing, where to look and what was put back', async () => {
  const ports = fakeDrillPorts();
  script(ports, { launches: 15 });
  const { report } = await rehearse(ports);

  expect(drillReportText(report, screen({ columns: 100 }))).toMatchInlineSnapshot(`
    "Drill of agent web-01 · client Acme · account 123456789012 · ap-south-1

    ✓ 1 Agent ready  0s of 1m
        backend   agent online, heartbeat 2026-11-23T12:00:00.000Z
                  auto-terminate on, wait 300 s
        aws       i-0f75d6fccfb53a938 running, t3.medium spot in ap-south-1a
    ✓ 2 Switch issued  0s of 30s
        backend   command c-drill waits
    ✓ 3 Replacement launched  15s of 2m
        backend   command c-drill waits
        aws       i-0d2111000000000aa running, t3.medium spot in ap-south-1a
    ✗ 4 Replacement is the primary (out of time)  7m of 7m
        the backend: no row of i-0d2111000000000aa
        backend   no row of i-0d2111000000000aa
                  i-0f75d6fccfb53a938 running_primary, is_primary=1, is_active=1
        database  no row of i-0d2111000000000aa
                  i-0f75d6fccfb53a938 running_primary, is_primary=1, is_active=1
        aws       i-0d2111000000000aa running, t3.medium spot in ap-south-1a
                  i-0f75d6fccfb53a938 running, t3.medium spot in ap-south-1a
        → The agent's log after "launched": EC2 keeps i-0d2111000000000aa pending, or the backend
          refuses the switch's report
        → spotctl instance i-0d2111000000000aa
        → spotctl doctor
    · 5 Command closed (not reached)
    · 6 Old instance kept for its wait (not reached)
    · 7 Old instance ended in EC2 (not reached)
    · 8 End confirmed (not reached)

    Afterwards
    ✓ command c-drill: it was withdrawn: no agent carries it out any more
    ✓ replacement i-0d2111000000000aa: it was launched and never served: booked as a replica, ended in
      EC2 and reported
    · i-0f75d6fccfb53a938: it serves on as the primary of agent web-01

    ✗ The flow stops at step 4, Replacement is the primary: its time ran out; 3 of 8 steps proven in 8m.
    "
  `);
});

test('tells what it waits for as it goes', async () => {
  const ports = fakeDrillPorts();
  script(ports, DUTIFUL);
  const { events } = await rehearse(ports);

  expect(events.flatMap((event) => drillProgress(event) ?? []).join('\n')).toMatchInlineSnapshot(`
    "Agent ready … (at most 1m)
    Agent ready: proven
    Switch issued … (at most 30s)
    Switch issued: proven
    Replacement launched … (at most 2m)
      no agent has carried command c-drill out
    Replacement launched: proven
    Replacement is the primary … (at most 7m)
      the backend: no row of i-0d2111000000000aa
    Replacement is the primary: proven
    Command closed … (at most 1m)
    Command closed: proven
    Old instance kept for its wait … (at most 6m)
      its wait of 300 seconds is not over
    Old instance kept for its wait: proven
    Old instance ended in EC2 … (at most 8m)
      i-0f75d6fccfb53a938 is running in EC2
      i-0f75d6fccfb53a938 is shutting-down in EC2
    Old instance ended in EC2: proven
    End confirmed … (at most 2m)
    End confirmed: proven
    Cleaning up …
      replacement i-0d2111000000000aa: it serves as the primary of agent web-01
      i-0f75d6fccfb53a938: it has ended, as a switch ends it"
  `);
});

test('no outside text steers the terminal', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('\u001b[2J', '\u202ex', '\r\n')),
      async (text) => {
        const plan = drillPlan({
          client: { id: text, name: text },
          agent: { id: 'a', logicalAgentId: text },
          target: { mode: 'spot', poolId: text },
          notes: [text],
        });
        const proof = { backend: text, database: text, aws: text };
        const report = plannedReport(plan, NOW);
        const steps = report.steps.map((step) => ({ ...step, outcome: 'failed' as const, proof, detail: text, lookAt: [text] }));
        const cleanup = [{ what: 'settings', subject: text, outcome: 'failed', detail: text, next: text } as const];

        const shown = drillPlanText(plan, screen()) + drillReportText({ ...report, outcome: 'failed', steps, cleanup }, screen());

        expect(shown).not.toMatch(UNSAFE);
      },
    ),
    { numRuns: 100 },
  );
});
