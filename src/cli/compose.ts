import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { systemClock } from '../gateways/clock/system-clock.ts';
import type { AgentBackend } from '../ports/agent-backend.ts';
import type { AgentPorts } from '../ports/agent-ports.ts';
import type { Backend } from '../ports/backend.ts';
import type { Cloud } from '../ports/cloud.ts';
import type { DrillNotes } from '../ports/drill-notes.ts';
import type { DrillPorts } from '../ports/drill-ports.ts';
import type { FleetDatabase } from '../ports/fleet-database.ts';
import type { Launcher } from '../ports/launcher.ts';
import type { Journal } from '../ports/journal.ts';
import type { Machine } from '../ports/machine.ts';
import type { Notices } from '../ports/notices.ts';
import type { Ports } from '../ports/ports.ts';
import type { Switchboard } from '../ports/switchboard.ts';
import type { DebugLog } from './debug-log.ts';
import { memoryKeeper } from './keep-memory-flat.ts';
import type { Settings } from './settings/settings.ts';

/** Ports, and the end of what they opened. */
export interface OpenPorts extends Ports {
  /** Says that EC2 will be asked: its client is loaded in the pause in which the backend looks for its first answer. */
  expectCloud(): void;
  close(): Promise<void>;
}

/** What a run has besides its settings. */
export interface Surroundings {
  readonly log: DebugLog;
  /** Where the journal lies. */
  readonly stateFolder: string;
}

/** Joins settings and gateways. Each gateway is loaded when it is first asked for; a sandbox is only other endpoints. */
export function composePorts(settings: Settings, { log, stateFolder }: Surroundings): OpenPorts {
  const cloud = once(() => openCloud(settings));
  let isCloudExpected = false;
  // A failure is told to whoever asks for it.
  const onSent = (): void => void (isCloudExpected && cloud().catch(() => undefined));
  const backend = once(() => openBackend(settings, { log, onSent }));
  const database = once(() => openDatabase(settings));
  const journal = once(() => openJournal(stateFolder));
  const here = once(() => openMachine(settings));
  const machine: Machine = {
    instanceId: async () => (await here()).instanceId(),
    facts: async () => (await here()).facts(),
    claim: async (claim) => (await here()).claim(claim),
  };
  return {
    clock: systemClock,
    machine,
    backend,
    cloud,
    database,
    journal,
    expectCloud: () => void (isCloudExpected = true),
    close: async () => {
      for (const opened of [database.made(), journal.made()]) await opened?.then((found) => found?.close()).catch(() => undefined);
    },
  };
}

/** The same, with what a drill needs besides. */
export function composeDrillPorts(settings: Settings, surroundings: Surroundings): OpenPorts & DrillPorts {
  const ports = composePorts(settings, surroundings);
  const notes = once(() => openDrillNotes(surroundings.stateFolder));
  return {
    ...ports,
    switchboard: once(() => openSwitchboard(settings, surroundings.log)),
    notes,
    close: async () => {
      await notes.made()?.then((opened) => opened.close());
      await ports.close();
    },
  };
}

/** The same, with what an agent needs besides. */
export function composeAgentPorts(settings: Settings, surroundings: Surroundings): OpenPorts & AgentPorts {
  return {
    ...composePorts(settings, surroundings),
    agentBackend: once(() => openAgentBackend(settings, surroundings.log)),
    launcher: once(() => openCloud(settings)),
    notices: once(() => openNotices(settings)),
  };
}

interface Once<T> {
  (): Promise<T>;
  made(): Promise<T> | null;
}

function once<T>(make: () => Promise<T>): Once<T> {
  let made: Promise<T> | null = null;
  return Object.assign(() => (made ??= make()), { made: () => made });
}

async function openBackend(settings: Settings, told: { readonly log: DebugLog; readonly onSent: () => void }): Promise<Backend> {
  const options = { ...backendOptions(settings, told.log), onSent: told.onSent };
  const { createHttpBackend } = await import('../gateways/backend-http/http-backend.ts');
  return createHttpBackend(options);
}

async function openAgentBackend(settings: Settings, log: DebugLog): Promise<AgentBackend> {
  const options = backendOptions(settings, log);
  const { createHttpAgentBackend } = await import('../gateways/backend-http/http-agent-backend.ts');
  return createHttpAgentBackend(options);
}

async function openSwitchboard(settings: Settings, log: DebugLog): Promise<Switchboard> {
  const options = backendOptions(settings, log);
  const { createHttpSwitchboard } = await import('../gateways/backend-http/http-switchboard.ts');
  return createHttpSwitchboard(options);
}

/** Throws what is missing, with the way to set it. */
function backendOptions({ backendUrl, token, timeoutMs }: Settings, log: DebugLog) {
  if (backendUrl.value === null) {
    throw new SpotctlError({
      code: 'SETTINGS_MISSING',
      message: 'No backend is configured.',
      hint: 'Run `spotctl login`, set SPOTCTL_BACKEND_URL and SPOTCTL_TOKEN, or try `spotctl sandbox start`.',
    });
  }
  if (token.value === null) {
    throw new SpotctlError({ code: 'TOKEN_MISSING', message: `There is no token for ${backendUrl.value}.` });
  }
  return {
    baseUrl: backendUrl.value,
    token: token.value,
    timeoutMs: timeoutMs.value,
    onExchange: (exchange: unknown) => log.say(JSON.stringify(exchange)),
    onArrived: memoryKeeper(),
  };
}

async function openCloud(settings: Settings): Promise<Cloud & Launcher> {
  const { createEc2Cloud } = await import('../gateways/ec2/ec2-cloud.ts');
  return createEc2Cloud({
    // The SDK reads its own variables, one a service; only what a context names has to be handed over.
    endpoint: settings.awsEndpoint.origin === 'context' ? settings.awsEndpoint.value : null,
    profile: settings.awsProfile.value,
    timeoutMs: settings.timeoutMs.value,
    accountRegion: settings.awsRegion.value,
    onArrived: memoryKeeper(),
  });
}

async function openDatabase(settings: Settings): Promise<FleetDatabase | null> {
  const envFile = settings.envFile.value;
  const url = settings.envFile.origin === 'flag' ? null : settings.databaseUrl.value;
  if (url === null && envFile === null) return null;
  const { openFleetDatabase } = await import('../gateways/database/open-fleet-database.ts');
  return await openFleetDatabase({ url, envFile, timeoutMs: settings.timeoutMs.value, token: settings.token.value });
}

async function openMachine(settings: Settings): Promise<Machine> {
  const { createMachine } = await import('../gateways/machine/imds-machine.ts');
  const cloud = settings.awsEndpoint.value ?? '';
  return createMachine({ isDisabled: settings.isMetadataDisabled, endpoint: settings.metadataEndpoint, cloud });
}

async function openNotices({ isMetadataDisabled, metadataEndpoint }: Settings): Promise<Notices> {
  const { createNotices } = await import('../gateways/machine/imds-notices.ts');
  return createNotices({ isDisabled: isMetadataDisabled, endpoint: metadataEndpoint });
}

async function openDrillNotes(stateFolder: string): Promise<DrillNotes> {
  const { createDrillNotes } = await import('../gateways/journal/file-drill-notes.ts');
  return createDrillNotes(stateFolder);
}

async function openJournal(stateFolder: string): Promise<Journal> {
  const { createJournal } = await import('../gateways/journal/sqlite-journal.ts');
  return createJournal(stateFolder, systemClock);
}
