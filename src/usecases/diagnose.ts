import type { Agent } from '../domain/agent.ts';
import { type Diagnosis, type Durations, judge } from '../domain/diagnosis.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { DiagnosisInput, EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import type { LogFacts } from '../domain/findings/log-facts.ts';
import type { FleetSnapshot } from '../domain/fleet-snapshot.ts';
import { narrowDiagnosis, type Scope } from '../domain/narrow-diagnosis.ts';
import { type Fleet, reconcile } from '../domain/reconciliation.ts';
import { notAsked } from '../domain/seen.ts';
import type { Ports } from '../ports/ports.ts';
import { gatherEndings } from './gather-endings.ts';
import { gatherFleet } from './gather-fleet.ts';
import { gatherOffers } from './gather-offers.ts';
import { gatherPermissions } from './gather-permissions.ts';
import { gatherPrices } from './gather-prices.ts';
import { gatherSchema } from './gather-schema.ts';
import { gatherServer } from './gather-server.ts';
import { gatherSwitches } from './gather-switches.ts';
import { see } from './see.ts';

export interface DiagnoseInput extends Scope {
  readonly clientId: string | null;
  readonly regions: readonly string[] | null;
  /** Where the token is sent. */
  readonly backendUrl: string | null;
  /** `null`: no logs were given. */
  readonly logs: (() => Promise<LogFacts>) | null;
}

/** The diagnosis, and beside it what was gathered: the tables that set the sources side by side show it. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly input: DiagnosisInput;
  readonly fleet: Fleet;
  readonly durationMs: number;
}

const ALL_THERE_IS = {
  asksCloud: true,
  asksAccount: true,
  verifiesClient: true,
  asksAttribution: true,
  trustsDatabaseWithClient: true,
} as const;

/** A defect of an endpoint shows with a few agents; calling it for all of them would load the backend. */
const PROBED_AGENTS = 3;

/**
 * Asks every source side by side and judges what they said. One that fails makes its facts unknown, and the others still answer.
 * Changes nothing. Throws only what no source can be asked without: missing or contradictory settings.
 */
export async function diagnose(ports: Ports, input: DiagnoseInput): Promise<Diagnosed> {
  const startedAt = ports.clock.now().getTime();
  await refuseMissingSettings(ports);
  const [schema, logs, gathered] = await Promise.all([
    timed(ports, gatherDatabase(ports)),
    timed(ports, gatherLogs(input)),
    gatherFacts(ports, input),
  ]);
  const diagnosisInput = { ...gathered.facts, ...schema.value, logs: logs.value, backendUrl: input.backendUrl };
  const durations = { ...gathered.durations, schema: schema.durationMs, logs: logs.durationMs };
  return {
    diagnosis: narrowDiagnosis(judge(diagnosisInput, durations), input),
    input: diagnosisInput,
    fleet: gathered.fleet,
    durationMs: ports.clock.now().getTime() - startedAt,
  };
}

async function gatherDatabase(ports: Ports): Promise<Pick<DiagnosisInput, 'schema' | 'toldSchema' | 'server'>> {
  const [schema, server] = await Promise.all([gatherSchema(ports), gatherServer(ports)]);
  return { ...schema, server };
}

async function gatherLogs({ logs }: DiagnoseInput): Promise<DiagnosisInput['logs']> {
  return logs === null ? notAsked('no logs were given') : await see(logs());
}

async function gatherFacts(
  ports: Ports,
  input: DiagnoseInput,
): Promise<{
  readonly facts: Omit<DiagnosisInput, 'schema' | 'server' | 'logs' | 'backendUrl'>;
  readonly fleet: Fleet;
  readonly durations: Pick<Durations, 'fleet' | 'endpoints' | 'aws'>;
}> {
  const snapshot = await timed(ports, gatherFleet(ports, { ...input, ...ALL_THERE_IS }));
  refuseContradictorySettings(snapshot.value);
  const fleet = reconcile(snapshot.value);
  const [endpoints, mayTerminate, offers, endings, prices, untimedSwitches] = await Promise.all([
    timed(ports, probe(ports, { snapshot: snapshot.value, agents: fleet.agents })),
    timed(ports, gatherPermissions(ports, fleet)),
    gatherOffers(ports, snapshot.value),
    gatherEndings(ports, snapshot.value),
    gatherPrices(ports, { fleet: ofWhatCosts(fleet), now: snapshot.value.takenAt }),
    gatherSwitches(ports, snapshot.value),
  ]);
  return {
    facts: {
      fleet: snapshot.value,
      endpoints: endpoints.value,
      offers,
      mayTerminate: mayTerminate.value,
      spotPrices: prices.prices,
      untimedSwitches,
      ...endings,
    },
    fleet,
    durations: { fleet: snapshot.durationMs, endpoints: endpoints.durationMs, aws: mayTerminate.durationMs },
  };
}

/** Without a backend's address there is nothing to diagnose; without a token there is a finding. */
async function refuseMissingSettings(ports: Ports): Promise<void> {
  try {
    await ports.backend();
  } catch (error) {
    if (!(error instanceof SpotctlError) || error.exitMeaning === 'usage') throw error;
  }
}

function refuseContradictorySettings({ client }: FleetSnapshot): void {
  if (!client.ok && client.code === 'SETTINGS_INVALID') {
    throw new SpotctlError({ code: 'SETTINGS_INVALID', message: client.why, ...hintOf(client.because?.hint) });
  }
}

function hintOf(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

async function probe(
  ports: Ports,
  asked: { readonly snapshot: FleetSnapshot; readonly agents: readonly Agent[] },
): Promise<readonly EndpointProbe[]> {
  const { client } = asked.snapshot;
  if (!client.ok) return [];
  const backend = await see(ports.backend());
  return backend.ok ? await backend.value.probe(client.value.id, agentsToProbe(asked.agents)) : [];
}

/** Agents with auto-terminate first: for the others the sweep answers without looking at its tables. */
function agentsToProbe(agents: readonly Agent[]): readonly string[] {
  const ordered = agents.toSorted((left, right) => rank(left) - rank(right));
  return ordered.slice(0, PROBED_AGENTS).map(({ id }) => id);
}

function rank(agent: Agent): number {
  return Number(agent.autoTerminateEnabled !== true) + Number(agent.status === 'deleted') * 2;
}

function ofWhatCosts(fleet: Fleet): Fleet {
  const costing = new Set(['zombie', 'ghost', 'unregistered']);
  return { ...fleet, instances: fleet.instances.filter(({ standing }) => costing.has(standing)) };
}

async function timed<T>(ports: Ports, asking: Promise<T>): Promise<{ readonly value: T; readonly durationMs: number }> {
  const startedAt = ports.clock.now().getTime();
  return { value: await asking, durationMs: ports.clock.now().getTime() - startedAt };
}
