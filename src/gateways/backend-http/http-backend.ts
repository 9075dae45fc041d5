import type { Backend } from '../../ports/backend.ts';
import { agentConfig } from '../../wire/agent-registration.ts';
import { instancesToTerminate, reportTermination } from '../../wire/agent-termination.ts';
import { validateToken } from '../../wire/client-account.ts';
import { switchHistory } from '../../wire/client-fleet.ts';
import { databaseSchema } from '../../wire/database-schema.ts';
import { registerInstance } from '../../wire/instance-registration.ts';
import { toAgentConfig, toSweepOffers, toSwitch } from './agent-answers.ts';
import { attributionThrough } from './attribution.ts';
import { readSchema } from './backend-schema.ts';
import { connectBackend, type HttpBackendOptions } from './connect-backend.ts';
import { askingThrough } from './decode-answer.ts';
import { fleetLists } from './fleet-lists.ts';
import { probeEndpoints } from './probe-endpoints.ts';
import { refuseUnrecorded, toRegisterInstanceRequest, toTerminationReportRequest } from './write-requests.ts';

/** The backend over HTTP. Nothing is sent before the first call. Throws `SETTINGS_INVALID` for a URL or token that cannot be used. */
export function createHttpBackend(options: HttpBackendOptions): Backend {
  const { call, callOpenly, clock } = connectBackend(options, { looksOnly: true });
  const ask = askingThrough(call);
  return {
    identify: async () => {
      const { client_id: id, name } = await ask(validateToken, {});
      return { id, name };
    },
    ...fleetLists(call),
    switches: async (clientId, instanceId) => {
      const rows = await ask(switchHistory, { parameters: { clientId }, query: { instance_id: instanceId } });
      return rows.map(toSwitch);
    },
    attributedInstances: async (region) => await attributionThrough(call, region),
    agentConfig: async (agentId) => toAgentConfig(await ask(agentConfig, { parameters: { agentId } })),
    offers: async (agentId) => toSweepOffers(await ask(instancesToTerminate, { parameters: { agentId } })),
    schema: async () => readSchema(await call(databaseSchema, {})),
    probe: async (clientId, agentIds) => await probeEndpoints({ call, callOpenly, clock, clientId, agentIds }),
    register: async (agentId, request) => {
      refuseUnrecorded(await ask(registerInstance, { parameters: { agentId }, body: toRegisterInstanceRequest(request) }));
    },
    reportTermination: async (agentId, report) => {
      refuseUnrecorded(await ask(reportTermination, { parameters: { agentId }, body: toTerminationReportRequest(report) }));
    },
  };
}
