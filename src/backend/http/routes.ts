import {
  agentSettingsRoute,
  agentSwitchesRoute,
  deleteAgentRoute,
  forceSwitchRoute,
  toggleAgentRoute,
} from '../operations/change-agent.ts';
import { replicaStatusRoute, updateReplicaRoute } from '../operations/change-replica.ts';
import { createEmergencyReplicaRoute } from '../operations/create-emergency-replica.ts';
import { createReplicaRoute } from '../operations/create-replica.ts';
import { deleteReplicaRoute } from '../operations/delete-replica.ts';
import { promoteReplicaRoute } from '../operations/promote-replica.ts';
import { adminActivityRoute, healthSummaryRoute } from '../operations/list-activity.ts';
import { markAllReadRoute, markReadRoute, notificationsRoute } from '../operations/list-notifications.ts';
import { clientTokenRoute, createClientRoute, deleteClientRoute, regenerateTokenRoute } from '../operations/manage-clients.ts';
import { agentEndRoute } from '../operations/record-agent-end.ts';
import { cleanupReportRoute } from '../operations/record-cleanup.ts';
import { pricingReportRoute } from '../operations/record-prices.ts';
import { rebalanceRoute } from '../operations/record-rebalance.ts';
import { switchReportRoute } from '../operations/record-switch.ts';
import { commandExecutedRoute, issueSwitchRoute, replicaConfigRoute } from '../operations/report-command.ts';
import { agentReplicasRoute } from '../operations/list-agent-replicas.ts';
import { adminAgentsRoute } from '../operations/list-all-agents.ts';
import { adminInstancesRoute } from '../operations/list-all-instances.ts';
import { clientAgentsRoute } from '../operations/list-client-agents.ts';
import { clientInstancesRoute } from '../operations/list-client-instances.ts';
import { clientReplicasRoute } from '../operations/list-client-replicas.ts';
import { adminClientsRoute } from '../operations/list-clients.ts';
import { pendingCommandsRoute } from '../operations/list-pending-commands.ts';
import { switchHistoryRoute } from '../operations/list-switches.ts';
import { databaseSchemaRoute } from '../operations/check-schema.ts';
import { instancesToTerminateRoute } from '../operations/offer-instances.ts';
import { agentConfigRoute } from '../operations/read-agent-config.ts';
import { heartbeatRoute } from '../operations/record-heartbeat.ts';
import { terminationReportRoute } from '../operations/record-termination.ts';
import { terminationNoticeRoute } from '../operations/record-termination-notice.ts';
import { registerAgentRoute } from '../operations/register-agent.ts';
import { registerInstanceRoute } from '../operations/register-instance.ts';
import { healthRoute, readinessRoute, systemHealthRoute } from '../operations/report-health.ts';
import { clientSummaryRoute } from '../operations/summarize-client.ts';
import { validateTokenRoute } from '../operations/validate-token.ts';
import { metricsRoute } from '../operations/fleet-metrics.ts';
import { openApiRoute } from '../operations/describe-api.ts';
import type { Route } from './route.ts';

const served: readonly Route[] = [
  healthRoute,
  readinessRoute,
  metricsRoute,
  databaseSchemaRoute,
  registerAgentRoute,
  heartbeatRoute,
  agentConfigRoute,
  instancesToTerminateRoute,
  terminationReportRoute,
  registerInstanceRoute,
  pendingCommandsRoute,
  agentReplicasRoute,
  validateTokenRoute,
  clientSummaryRoute,
  clientAgentsRoute,
  clientInstancesRoute,
  clientReplicasRoute,
  switchHistoryRoute,
  agentSettingsRoute,
  agentSwitchesRoute,
  deleteAgentRoute,
  forceSwitchRoute,
  toggleAgentRoute,
  replicaStatusRoute,
  updateReplicaRoute,
  createReplicaRoute,
  deleteReplicaRoute,
  promoteReplicaRoute,
  adminActivityRoute,
  healthSummaryRoute,
  markAllReadRoute,
  markReadRoute,
  notificationsRoute,
  clientTokenRoute,
  createClientRoute,
  deleteClientRoute,
  regenerateTokenRoute,
  cleanupReportRoute,
  pricingReportRoute,
  switchReportRoute,
  commandExecutedRoute,
  issueSwitchRoute,
  replicaConfigRoute,
  rebalanceRoute,
  terminationNoticeRoute,
  createEmergencyReplicaRoute,
  agentEndRoute,
  adminClientsRoute,
  adminInstancesRoute,
  adminAgentsRoute,
  systemHealthRoute,
];

/** What the backend serves. Fixed paths come before patterns that would match them too. */
export const routes: readonly Route[] = [...served, openApiRoute(served)];
