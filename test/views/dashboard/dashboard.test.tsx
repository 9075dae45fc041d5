import { render } from 'ink-testing-library';
import { describe, expect, test, vi } from 'vitest';
import { judgeFleet } from '../../../src/domain/findings/judge-fleet.ts';
import { totalsOf } from '../../../src/domain/fleet-totals.ts';
import type { RunSummary } from '../../../src/domain/journal/summarize-run.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import { followFindings } from '../../../src/domain/watch/followed-findings.ts';
import { sourceAges } from '../../../src/domain/watch/source-ages.ts';
import type { FollowedFleet } from '../../../src/usecases/follow-fleet.ts';
import { Dashboard } from '../../../src/views/dashboard/dashboard.tsx';
import type { DashboardActions } from '../../../src/views/dashboard/dashboard-actions.ts';
import type { Farewell } from '../../../src/views/dashboard/farewell.ts';
import { cloudInstance, fleetRows, instance, INSTANCE_ID, NOW, snapshot } from '../../support/builders.ts';
import { screen } from '../../support/screen.ts';

const OLD = 'i-029c1999a147722de';

/** A primary, and a ghost or several that have cost something for an hour, as they stand at `NOW`. */
function watched(facts: Partial<FollowedFleet> = {}, ghostIds: readonly string[] = [OLD]): FollowedFleet {
  const ended = { status: 'terminated', isPrimary: false, isActive: false, terminatedAt: '2026-11-23T11:00:00.000Z' } as const;
  const ghosts = ghostIds.map((id) => instance({ id, ...ended }));
  const taken = snapshot({
    backend: { ok: true, value: fleetRows({ instances: [instance(), ...ghosts] }) },
    regions: new Map([['ap-south-1', { ok: true, value: [cloudInstance(), ...ghostIds.map((id) => cloudInstance({ id }))] }]]),
  });
  const seenAt = new Map([
    ['backend', NOW],
    ['EC2 in ap-south-1', NOW],
  ]);
  const price = { instanceType: 't3.medium', az: 'ap-south-1a', usdPerHour: 3.6, since: '2026-11-01T00:00:00.000Z' };
  const { facts: judged, findings } = judgeFleet(taken, { spotPrices: [price], suppressions: [] });
  const { prices } = judged;
  const followed = followFindings(null, { findings, at: NOW });
  const base = {
    takenAt: NOW,
    client: taken.client,
    fleet: reconcile(taken),
    prices,
    totals: totalsOf(judged),
    findings: followed,
    sources: sourceAges(taken, { seenAt, stale: [] }),
    runs: { ok: true, value: [] } as const,
  };
  return { ...base, ...facts };
}

interface Shown {
  readonly frame: () => string;
  readonly type: (...keys: readonly string[]) => Promise<void>;
  /** The next look at the fleet. */
  readonly look: (fleet: FollowedFleet) => void;
  /** What the dashboard asked of the program around it. */
  readonly asked: string[];
}

function show(fleet: FollowedFleet = watched(), actions: Partial<DashboardActions> = {}): Shown {
  const asked: string[] = [];
  const all: DashboardActions = {
    now: () => NOW,
    describe: async (id) => `page of ${id}`,
    terminate: async (id) => void asked.push(`terminate ${id}`),
    copy: (text) => void asked.push(`copy ${text}`),
    lookNow: () => void asked.push('look'),
    ...actions,
  };
  const { paint, widthOf } = screen();
  const leave = (farewell: Farewell): void => void asked.push(farewell);
  const drawn = (looked: FollowedFleet) => <Dashboard watched={looked} actions={all} painting={{ paint, widthOf }} onLeave={leave} />;
  const app = render(drawn(fleet));
  const type = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      app.stdin.write(key);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { frame: () => app.lastFrame() ?? '', type, look: (next) => app.rerender(drawn(next)), asked };
}

async function expectScreen({ frame }: Shown, text: string | RegExp): Promise<void> {
  await vi.waitFor(() => expect(frame()).toMatch(text));
}

describe('the dashboard', () => {
  test('sets both words on each instance side by side, trouble first', () => {
    const { frame } = show();

    expect(frame().split('\n').slice(0, 8)).toEqual([
      'spotctl watch  Acme',
      'seen: backend 0s ago, EC2 ap-south-1 0s ago',
      '1 primary  0 replica  0 zombie  1 ghost  0 unregistered   1 finding',
      '$3.6000/h wasted, $3.60 so far',
      '[1 instances 2]  2 agents 1   3 findings 1',
      '  INSTANCE            AGENT       BACKEND    AWS           SWEEP         WASTED   $/HOUR',
      `› ${OLD} web-01      terminated running       never          $3.60  $3.6000`,
      `  ${INSTANCE_ID} web-01      primary    running       -                  -  $3.6000`,
    ]);
  });

  test('costs go on between two looks', () => {
    const { frame } = show(watched(), { now: () => '2026-11-23T12:00:10.000Z' });

    expect(frame()).toContain('seen: backend 10s ago');
    expect(frame()).toContain('$3.61 so far');
  });

  test('a source that fails is named at once, with its reason', () => {
    const sources = [
      { source: 'backend', region: null, seenAt: '2026-11-23T11:58:00.000Z', failure: 'it refused the connection' },
    ] as const;

    const { frame } = show(watched({ sources }));

    expect(frame()).toContain('seen: backend 2m ago');
    expect(frame()).toContain('! backend: it refused the connection');
  });

  test('tells how far a termination from this machine is, and which was cut off', () => {
    const left = { look: 0, await: 2, report: 1, confirm: 0 };
    const run: RunSummary = {
      runId: '20261123T120000Z-aaaaaaaaaa',
      startedAt: NOW,
      status: 'running',
      clientId: null,
      clientName: null,
      account: null,
      backendUrl: null,
      confirmed: 5,
      gone: 3,
      reported: 2,
      left,
      by: null,
    };
    const cutOff: RunSummary = { ...run, runId: '20261123T110000Z-bbbbbbbbbb', status: 'open', left: { ...left, await: 0 } };

    const { frame } = show(watched({ runs: { ok: true, value: [cutOff, run] } }));

    expect(frame()).toContain('! a termination was cut off, 1 to report: spotctl journal resume 20261123T110000Z-bbbbbbbbbb');
    expect(frame()).toContain('terminating: 3 of 5 gone, 2 reported, 1 to report, 2 ending  (run 20261123T120000Z-aaaaaaaaaa)');
  });

  test('says why the journal cannot be read', () => {
    const { frame } = show(watched({ runs: { ok: false, code: 'JOURNAL_UNSAFE', why: 'others may write to it' } }));

    expect(frame()).toContain('! journal: others may write to it');
  });

  test('of many regions it names the one that is most behind', () => {
    const region = (name: string, seenAt: string) => ({ source: 'EC2', region: name, seenAt, failure: null }) as const;
    const sources = [region('a', NOW), region('b', '2026-11-23T11:59:00.000Z'), region('c', NOW)];

    const { frame } = show(watched({ sources }));

    expect(frame()).toContain('seen: EC2 in 3 regions 1m ago');
  });

  test('shows each finding with its remedy', async () => {
    const shown = show();

    await shown.type('3');

    await expectScreen(shown, `› FL401 ${OLD}`);
    expect(shown.frame()).toContain('spotctl zombies --terminate');
  });

  test('opens everything about the chosen instance, and goes back', async () => {
    const shown = show();

    await shown.type('j', '\r');
    await expectScreen(shown, `page of ${INSTANCE_ID}`);
    await shown.type('\u001b');

    await expectScreen(shown, `› ${INSTANCE_ID}`);
  });

  test('says why an instance cannot be opened', async () => {
    const shown = show(watched(), { describe: async () => await Promise.reject(new Error('the backend is gone')) });

    await shown.type('\r');

    await expectScreen(shown, 'the backend is gone');
  });

  test('keeps to the rows that hold what was typed, also when it comes as one line', async () => {
    const shown = show();

    await shown.type('/', 'PRIMARY\r');

    await expectScreen(shown, 'filter: PRIMARY');
    expect(shown.frame()).toContain(INSTANCE_ID);
    expect(shown.frame()).not.toContain(OLD);
    await shown.type('q');
    expect(shown.asked).toEqual(['done']);
  });

  test('takes each key for itself where several come at once, as they do behind a slow look', async () => {
    const shown = show();

    await shown.type('jkjc');
    await expectScreen(shown, `Copied ${INSTANCE_ID}`);
    await shown.type('/primary');

    await expectScreen(shown, 'filter: primary_');
    await shown.type('\r\u001b[Bt', 'q');
    await vi.waitFor(() => expect(shown.asked).toEqual([`copy ${INSTANCE_ID}`, `terminate ${INSTANCE_ID}`, 'look', 'done']));
  });

  test('works on the instance that was chosen, though another has come above it', async () => {
    const shown = show();
    await shown.type('j');
    await expectScreen(shown, `› ${INSTANCE_ID}`);

    shown.look(watched({}, [OLD, 'i-0aaaaaaaaaaaaaaaa']));

    await expectScreen(shown, `› ${INSTANCE_ID}`);
    await shown.type('t');
    await vi.waitFor(() => expect(shown.asked).toEqual([`terminate ${INSTANCE_ID}`, 'look']));
  });

  test('leaves what is typed behind a termination to its questions', async () => {
    const shown = show();

    await shown.type('tq');

    await vi.waitFor(() => expect(shown.asked).toEqual([`terminate ${OLD}`, 'look']));
  });

  test('copies the id of the chosen instance, and says so', async () => {
    const shown = show();

    await shown.type('c');

    await expectScreen(shown, `Copied ${OLD}`);
    expect(shown.asked).toEqual([`copy ${OLD}`]);
  });

  test('hands the chosen instance to the careful termination, then looks again', async () => {
    const shown = show();

    await shown.type('t');

    await vi.waitFor(() => expect(shown.asked).toEqual([`terminate ${OLD}`, 'look']));
  });

  test('looks at once when asked to, and tells q from Ctrl-C', async () => {
    const shown = show();

    await shown.type('r', '\u0003', 'q');

    expect(shown.asked).toEqual(['look', 'interrupted', 'done']);
  });

  test('names its keys', async () => {
    const shown = show();

    await shown.type('?');

    await expectScreen(shown, 'terminate it, with plan, guards and confirmation as ever');
  });
});
