import { COMMAND_TAG } from '../../src/domain/agent-run/launch-marks.ts';
import type { DrillPlan } from '../../src/domain/drill/drill-plan.ts';
import type { DrillReport } from '../../src/domain/drill/drill-report.ts';
import type { KeptDrill } from '../../src/domain/drill/kept-drill.ts';
import type { SweepSettings } from '../../src/domain/drill/sweep-settings.ts';
import type { DrillNotes } from '../../src/ports/drill-notes.ts';
import type { DrillPorts } from '../../src/ports/drill-ports.ts';
import type { Switchboard } from '../../src/ports/switchboard.ts';
import type { DrillEvent } from '../../src/usecases/drill/drill-event.ts';
import type { DrillInput } from '../../src/usecases/drill/drill-run.ts';
import { runDrill } from '../../src/usecases/drill/run-drill.ts';
import { schemaDatabase } from '../usecases/fake-schema-database.ts';
import { AGENT_ID, CLIENT_ID, cloudInstance, instance, INSTANCE_ID } from './builders.ts';
import { type FakeAgentPorts, fakeAgentPorts } from './fake-agent.ts';
import { FakeFaults } from './fake-faults.ts';

export const COMMAND = 'c-drill';
export const REPLACEMENT = 'i-0d2111000000000aa';

/** The dashboard's calls over the fakes that an agent works on. */
export class FakeSwitchboard implements Switchboard {
  readonly faults = new FakeFaults();
  /** What was sent, in order. */
  readonly sent: string[] = [];
  /** Told of every switch that was queued. */
  onSwitch: () => void = () => undefined;
  readonly #ports: FakeAgentPorts;

  constructor(ports: FakeAgentPorts) {
    this.#ports = ports;
  }

  async commands() {
    return this.faults.strike('commands', () => this.#ports.fakeAgentBackend.waiting);
  }

  async forceSwitch(instanceId: string, to: { readonly mode: string; readonly poolId: string | null }): Promise<string> {
    this.sent.push(`switch ${instanceId} ${to.poolId ?? to.mode}`);
    return this.faults.strike('forceSwitch', () => {
      this.#ports.fakeAgentBackend.waiting.push({ id: COMMAND, instanceId, targetMode: to.mode, targetPoolId: to.poolId });
      this.onSwitch();
      return COMMAND;
    });
  }

  async withdraw(_agentId: string, { id }: { readonly id: string }): Promise<void> {
    this.sent.push(`withdraw ${id}`);
    this.faults.strike('withdraw', () => closeCommand(this.#ports, id));
  }

  async setSweep(_agentId: string, settings: Partial<SweepSettings>): Promise<void> {
    this.sent.push(`set ${JSON.stringify(settings)}`);
    this.faults.strike('setSweep', () => {
      this.#ports.fakeBackend.config = { ...this.#ports.fakeBackend.config, ...settings };
    });
  }
}

/** Notes in memory. */
export class FakeDrillNotes implements DrillNotes {
  readonly faults = new FakeFaults();
  kept: KeptDrill | null = null;

  async left(): Promise<KeptDrill | null> {
    return this.kept;
  }

  async begin(): Promise<void> {
    return undefined;
  }

  async keep(kept: KeptDrill): Promise<void> {
    this.faults.strike('keep', () => {
      this.kept = kept;
    });
  }

  async forget(): Promise<void> {
    this.kept = null;
  }

  async close(): Promise<void> {
    return undefined;
  }
}

export type FakeDrillPorts = FakeAgentPorts &
  Pick<DrillPorts, 'switchboard' | 'notes'> & { readonly fakeSwitchboard: FakeSwitchboard; readonly fakeNotes: FakeDrillNotes };

/** One agent with its running primary, a sweep that answers, and a database beside the API. */
export function fakeDrillPorts({ hasDatabase = true }: { readonly hasDatabase?: boolean } = {}): FakeDrillPorts {
  const ports = fakeAgentPorts({ instances: [instance()], cloud: [cloudInstance()] });
  ports.fakeBackend.sweep = { autoTerminateEnabled: true, terminateWaitSeconds: 300, offers: [] };
  const fakeSwitchboard = new FakeSwitchboard(ports);
  const books = async () =>
    ports.fakeBackend.faults.strike('database', () => ({ ...ports.fakeBackend.rows(), replicas: [], foreignInstanceIds: null }));
  const database = { ...schemaDatabase({}), fleet: books };
  const fakeNotes = new FakeDrillNotes();
  return {
    ...ports,
    fakeSwitchboard,
    fakeNotes,
    notes: async () => fakeNotes,
    switchboard: async () => fakeSwitchboard,
    database: async () => (hasDatabase ? database : null),
  };
}

/** When an agent does what, in seconds after the switch was queued; what is left out it never does. */
export interface AgentScript {
  readonly launches?: number;
  readonly reports?: number;
  readonly closes?: number;
  readonly ends?: number;
  readonly confirms?: number;
}

/** An agent that takes a switch fifteen seconds after it was queued, and sweeps at the first full minute after the wait. */
export const DUTIFUL: AgentScript = { launches: 15, reports: 25, closes: 25, ends: 360, confirms: 370 };

export function script(ports: FakeDrillPorts, { launches, reports, closes, ends, confirms }: AgentScript): void {
  const { clock, fakeBackend, fakeCloud } = ports;
  const at = (seconds: number | undefined, act: () => void): void => {
    if (seconds !== undefined) clock.after(seconds, act);
  };
  const beat = (): void => {
    fakeBackend.changeAgent(AGENT_ID, { lastHeartbeatAt: clock.now().toISOString() });
    clock.after(30, beat);
  };
  beat();
  ports.fakeSwitchboard.onSwitch = () => {
    at(launches, () => launch(ports, REPLACEMENT));
    at(reports, () => replace(ports));
    at(closes, () => closeCommand(ports, COMMAND));
    at(ends, () => void fakeCloud.terminate('ap-south-1', [INSTANCE_ID]));
    at(confirms, () => confirmEnd(ports));
  };
}

export function launch({ clock, fakeCloud }: FakeDrillPorts, id: string): void {
  const tags = { ManagedBy: 'SpotOptimizer', LogicalAgentId: 'web-01', [COMMAND_TAG]: COMMAND };
  fakeCloud.put(cloudInstance({ id, tags, launchedAt: clock.now().toISOString() }));
}

function replace({ clock, fakeBackend }: FakeDrillPorts): void {
  const zombieSince = clock.now().toISOString();
  fakeBackend.changeRow(INSTANCE_ID, { status: 'zombie', isPrimary: false, isActive: false, zombieSince });
  fakeBackend.changeRow(REPLACEMENT, { status: 'running_primary', isPrimary: true, isActive: true, agentId: AGENT_ID });
  fakeBackend.changeAgent(AGENT_ID, { instanceId: REPLACEMENT });
}

function confirmEnd({ clock, fakeBackend }: FakeDrillPorts): void {
  fakeBackend.changeRow(INSTANCE_ID, { status: 'terminated', terminatedAt: clock.now().toISOString(), terminationConfirmed: true });
}

function closeCommand({ fakeAgentBackend }: FakeAgentPorts, id: string): void {
  fakeAgentBackend.waiting = fakeAgentBackend.waiting.filter((command) => command.id !== id);
}

export function drillPlan(facts: Partial<DrillPlan> = {}): DrillPlan {
  return {
    client: { id: CLIENT_ID, name: 'Acme' },
    account: '123456789012',
    region: 'ap-south-1',
    agent: { id: AGENT_ID, logicalAgentId: 'web-01' },
    old: { id: INSTANCE_ID, instanceType: 't3.medium', az: 'ap-south-1a', mode: 'spot' },
    target: { mode: 'spot', poolId: 't3.medium.ap-south-1a' },
    settings: { autoTerminateEnabled: true, terminateWaitSeconds: 300 },
    changes: {},
    knownIds: new Set([INSTANCE_ID]),
    hasDatabase: true,
    notes: [],
    ...facts,
  };
}

/** Rehearses to the end; every event is kept. */
export async function rehearse(
  ports: FakeDrillPorts,
  facts: Partial<DrillInput> = {},
): Promise<{ readonly report: DrillReport; readonly events: readonly DrillEvent[] }> {
  const input = {
    plan: drillPlan(),
    stepLimitSeconds: null,
    origin: { backendUrl: 'http://127.0.0.1', version: '1.0.0', how: 'yes' } as const,
    signal: new AbortController().signal,
    ...facts,
  };
  const events: DrillEvent[] = [];
  for await (const event of runDrill(ports, input)) {
    events.push(event);
    if (event.kind === 'finished') return { report: event.report, events };
  }
  throw new Error('No report came.');
}

/** Each step with its outcome, as far as it was reached. */
export function outcomes({ steps }: DrillReport): Readonly<Record<string, string>> {
  return Object.fromEntries(steps.filter(({ outcome }) => outcome !== 'not-reached').map(({ step, outcome }) => [step, outcome]));
}
