import { agentConfig } from '../../wire/agent-registration.ts';
import { ownAgentRoute, type Route } from '../http/route.ts';
import { agentSettings } from './agent-settings.ts';

export const agentConfigRoute: Route = ownAgentRoute(agentConfig, async ({ store, agent }) => ({
  ...(await agentSettings(store, agent)),
  manual_replica_enabled: agent.manual_replica_enabled,
}));
