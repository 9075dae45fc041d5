import { adminClients, clientToken, createClient, deleteClient, regenerateToken } from './admin-clients.ts';
import { adminActivity, adminAgents, adminInstances, agentsHealthSummary } from './admin-fleet.ts';
import { issueSwitchCommand, pendingCommands, reportCommandExecuted } from './agent-commands.ts';
import { agentConfig, heartbeat, registerAgent } from './agent-registration.ts';
import { reportCleanup, reportPricing, reportSwitch } from './agent-reports.ts';
import { instancesToTerminate, reportTermination } from './agent-termination.ts';
import { clientSummary, validateToken } from './client-account.ts';
import { clientAgents, clientInstances, clientReplicas, switchHistory } from './client-fleet.ts';
import { deleteAgent, forceSwitch, setAgentSettings, setAgentSwitches, toggleAgent } from './client-settings.ts';
import { databaseSchema } from './database-schema.ts';
import type { Endpoint } from './endpoint.ts';
import { health, systemHealth } from './health.ts';
import { createEmergencyReplica, reportAgentEnd, reportRebalance, reportTerminationNotice } from './interruptions.ts';
import { registerInstance } from './instance-registration.ts';
import { markAllNotificationsRead, markNotificationRead, notifications } from './notifications.ts';
import { agentReplicas, createReplica, deleteReplica, promoteReplica, replicaConfig, setReplicaStatus, updateReplica } from './replicas.ts';

/**
 * The whole contract as data, for routing and for OpenAPI.
 * A caller of single endpoints imports them from their own file, so that the rest need not be loaded.
 * Fixed paths come before patterns that would match them too.
 */
export const endpoints = {
  health,
  databaseSchema,
  systemHealth,
  validateToken,
  clientSummary,
  clientAgents,
  clientInstances,
  clientReplicas,
  switchHistory,
  setAgentSwitches,
  setAgentSettings,
  toggleAgent,
  deleteAgent,
  forceSwitch,
  registerAgent,
  heartbeat,
  agentConfig,
  instancesToTerminate,
  reportTermination,
  registerInstance,
  pendingCommands,
  reportCommandExecuted,
  issueSwitchCommand,
  reportSwitch,
  reportPricing,
  reportCleanup,
  reportRebalance,
  reportTerminationNotice,
  createEmergencyReplica,
  reportAgentEnd,
  replicaConfig,
  agentReplicas,
  createReplica,
  updateReplica,
  setReplicaStatus,
  promoteReplica,
  deleteReplica,
  adminClients,
  createClient,
  clientToken,
  regenerateToken,
  deleteClient,
  adminInstances,
  adminAgents,
  agentsHealthSummary,
  adminActivity,
  notifications,
  markNotificationRead,
  markAllNotificationsRead,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
