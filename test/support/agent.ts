import type { AgentIdentity } from '../../src/domain/agent-run/agent-identity.ts';
import { STRICTEST } from '../../src/domain/termination/termination-options.ts';
import type { AgentEvent } from '../../src/usecases/agent/agent-event.ts';
import type { AgentInput } from '../../src/usecases/agent/agent-run.ts';
import { INSTANCE_ID } from './builders.ts';

/** The agent of the fleet's primary. */
export function identity(facts: Partial<AgentIdentity> = {}): AgentIdentity {
  return {
    logicalAgentId: 'web-01',
    instanceId: INSTANCE_ID,
    region: 'ap-south-1',
    az: 'ap-south-1a',
    instanceType: 't3.medium',
    mode: 'spot',
    imageId: 'ami-0abcdef1234567890',
    privateIp: null,
    publicIp: null,
    hostname: 'web-01.internal',
    version: '1.0.0',
    ...facts,
  };
}

export function agentInput(facts: Partial<AgentInput> = {}): AgentInput {
  return {
    identity: identity(),
    isDryRun: false,
    cap: 5,
    options: STRICTEST,
    origin: { backendUrl: 'http://127.0.0.1', version: '1.0.0' },
    signal: new AbortController().signal,
    ...facts,
  };
}

/** A log that keeps what it is told. */
export function agentLog(): { readonly on: (event: AgentEvent) => void; readonly random: () => number; readonly events: AgentEvent[] } {
  const events: AgentEvent[] = [];
  return { on: (event) => void events.push(event), random: () => 0.5, events };
}
