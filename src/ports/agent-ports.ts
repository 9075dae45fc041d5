import type { AgentBackend } from './agent-backend.ts';
import type { Launcher } from './launcher.ts';
import type { Notices } from './notices.ts';
import type { Ports } from './ports.ts';

/** What an agent is handed beside what every use case may be. */
export interface AgentPorts extends Ports {
  agentBackend(): Promise<AgentBackend>;
  launcher(): Promise<Launcher>;
  notices(): Promise<Notices>;
}
