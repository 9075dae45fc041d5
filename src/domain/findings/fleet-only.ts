import type { PackableSnapshot } from '../fleet-snapshot.ts';
import { notAsked } from '../seen.ts';
import type { DiagnosisInput } from './diagnosis-input.ts';

/** What the judges see where nothing but the fleet was gathered: the rest was not asked, and proves nothing. */
export function fleetOnly(fleet: PackableSnapshot): DiagnosisInput {
  const nothing = notAsked('not asked here');
  return {
    fleet,
    schema: nothing,
    endpoints: [],
    offers: new Map(),
    mayTerminate: new Map(),
    spotPrices: [],
    server: nothing,
    untimedSwitches: nothing,
    backendUrl: null,
    persistentRequests: new Map(),
    protections: new Map(),
    logs: nothing,
  };
}
