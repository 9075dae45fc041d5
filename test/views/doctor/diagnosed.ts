import { judge } from '../../../src/domain/diagnosis.ts';
import type { DiagnosisInput } from '../../../src/domain/findings/diagnosis-input.ts';
import { reconcile } from '../../../src/domain/reconciliation.ts';
import type { Diagnosed } from '../../../src/usecases/diagnose.ts';
import { agent, cloudInstance, INSTANCE_ID, instance } from '../../support/builders.ts';
import { ago, healthyWorld, probe, schemaRow, see } from '../../domain/findings/world.ts';

export const OLD_ID = 'i-029c1999a147722de';

/** What the use case hands to the view, judged from what was seen. */
export function diagnosed(input: DiagnosisInput): Diagnosed {
  const diagnosis = judge(input, { schema: 8, endpoints: 40, aws: 25, fleet: 120, logs: 0 });
  return { diagnosis, input, fleet: reconcile(input.fleet), durationMs: 230 };
}

/** The incident: a missing column, the endpoint that fails without it, a ghost that claims to be primary, and its unregistered heir. */
export function incident(): DiagnosisInput {
  return see({
    ...healthyWorld(),
    agents: [agent({ instanceId: OLD_ID })],
    instances: [instance({ id: OLD_ID, status: 'terminated', isActive: false, terminatedAt: ago(600) })],
    replicas: [],
    clouds: [cloudInstance({ id: OLD_ID }), cloudInstance({ id: INSTANCE_ID })],
    schemaRows: [
      schemaRow({ kind: 'column', name: 'updated_at' }),
      schemaRow({
        kind: 'column',
        name: 'termination_attempted_at',
        expected: 'timestamp null',
        actual: null,
        state: 'missing',
        breaks: ['instances-to-terminate'],
      }),
    ],
    endpoints: [
      probe({ name: 'health', path: '/health', clockSkewSeconds: 0 }),
      probe({ name: 'admin clients without a token', path: '/api/admin/clients', status: 401, exposes: 'nothing' }),
      probe({
        name: 'instances-to-terminate',
        path: '/api/agents/x/instances-to-terminate',
        outcome: 'failed',
        status: 500,
        detail: "1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'",
      }),
    ],
  });
}
