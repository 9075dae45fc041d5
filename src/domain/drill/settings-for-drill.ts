import type { SweepSettingsSeen } from './drill-plan.ts';
import type { SweepSettings } from './sweep-settings.ts';

export type SettingsForDrill =
  | { readonly ok: true; readonly changes: Partial<SweepSettings> }
  | { readonly ok: false; readonly reason: string };

/**
 * What of the settings a drill has to change: auto-terminate is switched on where it is off, and the wait is shortened where that is
 * wished. Refused where it could not be put back to the second, since the backend takes whole minutes and hides its default.
 */
export function settingsForDrill(seen: SweepSettingsSeen, wishedWaitSeconds: number | null): SettingsForDrill {
  const { autoTerminateEnabled, terminateWaitSeconds: wait } = seen;
  if (autoTerminateEnabled === null) return { ok: false, reason: 'whether auto-terminate is on for the agent is not known' };
  const switched = autoTerminateEnabled ? {} : { autoTerminateEnabled: true };
  if (wishedWaitSeconds === null || wishedWaitSeconds === wait) return { ok: true, changes: switched };
  if (wishedWaitSeconds < 60 || wishedWaitSeconds % 60 !== 0)
    return { ok: false, reason: `a wait of ${wishedWaitSeconds} seconds cannot be set: the backend takes whole minutes` };
  if (wait === null || wait < 60 || wait % 60 !== 0)
    return {
      ok: false,
      reason: `the agent's wait of ${wait === null ? "the backend's default" : `${wait} seconds`} could not be put back: the backend takes whole minutes`,
    };
  return { ok: true, changes: { ...switched, terminateWaitSeconds: wishedWaitSeconds } };
}
