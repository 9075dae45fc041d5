import type { Defect } from './defect.ts';
import { type DefectCode, defects } from './defects.ts';
import { healthyWorld } from './healthy-world.ts';
import { momentsBefore } from './moments.ts';
import type { World } from './world.ts';

/** The healthy world with one defect in it. */
export function defectWorld(now: Date, code: DefectCode): World {
  const defect: Defect = defects[code](momentsBefore(now));
  const healthy = healthyWorld(now);
  return {
    ...healthy,
    clientToken: defect.clientToken ?? healthy.clientToken,
    cloud: { ...healthy.cloud, ...defect.cloud?.(healthy.cloud) },
    statements: defect.statements ?? [],
    databaseUrl: defect.databaseUrl ?? null,
    backend: defect.backend ?? {},
    logs: { ...healthy.logs, ...defect.logs },
    rows: function* rows() {
      yield* healthy.rows();
      yield* defect.rows ?? [];
    },
  };
}
