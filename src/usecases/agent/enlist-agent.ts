import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentPorts } from '../../ports/agent-ports.ts';
import { chooseAgent } from '../choose-agent.ts';
import { pauseAfter } from './agent-pace.ts';
import type { AgentInput, AgentLog, AgentRun } from './agent-run.ts';
import { clearRegistration } from './clear-registration.ts';
import { registerIdentity } from './register-identity.ts';

const AGAIN_AFTER_SECONDS = 15;

interface Enlisting {
  readonly input: AgentInput;
  readonly log: AgentLog;
}

/** Makes the agent known to the backend; a dry run only looks it up. Throws the backend's error. */
export async function enlist(ports: AgentPorts, { input, log }: Enlisting): Promise<AgentRun> {
  const { identity } = input;
  const backend = await ports.backend();
  const client = await backend.identify();
  if (!input.isDryRun) await clearRegistration(ports, { identity, clientId: client.id });
  const { agentId, ...standing } = input.isDryRun
    ? { agentId: chooseAgent(await backend.agents(client.id), identity.logicalAgentId).id, isServing: true, isEnabled: true }
    : await registerIdentity(ports, { identity, clientId: client.id });
  log.on({ kind: 'registered', agentId, instanceId: identity.instanceId, ...standing });
  const reported = await reportedBefore(ports);
  return { ports, input, agentId, clientId: client.id, identity, standing, reported, heard: new Map() };
}

/** What this machine's journal says was reported: it outlives the agent. */
async function reportedBefore(ports: AgentPorts): Promise<Set<string>> {
  const journal = await ports.journal();
  const runs = await journal.runs();
  return new Set(runs.flatMap(({ records }) => records.flatMap(({ record }) => (record.kind === 'reported' ? [record.id] : []))));
}

/** The same, again and again while the backend does not answer; `null` where it was stopped before. Throws what no waiting mends. */
export async function enlistPatiently(ports: AgentPorts, { input, log }: Enlisting): Promise<AgentRun | null> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await enlist(ports, { input, log });
    } catch (error) {
      if (!(error instanceof SpotctlError) || error.exitMeaning === 'usage' || error.exitMeaning === 'denied') throw error;
      const nextInSeconds = Math.round(pauseAfter({ everySeconds: AGAIN_AFTER_SECONDS }, { failures, random: log.random() }));
      log.on({ kind: 'failed', doing: 'register', code: error.code, message: error.message, nextInSeconds });
      await ports.clock.sleep(nextInSeconds * 1_000, input.signal).catch(() => undefined);
      if (input.signal.aborted) return null;
    }
  }
}
