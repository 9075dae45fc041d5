import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { EndpointProbe } from '../domain/findings/diagnosis-input.ts';
import type { Seen } from '../domain/seen.ts';
import { notAsked } from '../domain/seen.ts';
import type { Backend } from '../ports/backend.ts';
import type { Ports } from '../ports/ports.ts';
import { see } from './see.ts';

const GUARDED = 'instances-to-terminate';

/**
 * Calls the endpoint that failed while the schema was incomplete, for one agent of the client: what it answers now, without a restart.
 * Not asked where no backend is configured. Changes nothing.
 */
export async function checkSchemaEndpoint(ports: Ports, clientId: string | null): Promise<Seen<EndpointProbe>> {
  const backend = await see(ports.backend());
  if (!backend.ok) return backend.code === 'SETTINGS_MISSING' ? notAsked('no backend is configured') : backend;
  return await see(probeGuarded(backend.value, clientId));
}

async function probeGuarded(backend: Backend, clientId: string | null): Promise<EndpointProbe> {
  const client = clientId ?? (await backend.identify()).id;
  const [agent] = await backend.agents(client);
  const probes = agent === undefined ? [] : await backend.probe(client, [agent.id]);
  const guarded = probes.find(({ name }) => name === GUARDED);
  if (guarded !== undefined) return guarded;
  throw new SpotctlError({ code: 'BACKEND_NOT_FOUND', message: `The client has no agent to call ${GUARDED} for.` });
}
