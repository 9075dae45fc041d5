import type { SweepSettingsSeen } from './drill-plan.ts';
import type { SweepSettings } from './sweep-settings.ts';

export type SettingsForDrill =
  | { readonly ok: true; readonly changes: Partial<SweepSettings> }
  | { readonly ok: false; readonly reason: string; readonly next: string };

/**
 * What of the settings a drill has to change: auto-terminate is switched on where it is off, and the wait is shortened where that is
 * wished, in whole minutes. Refused where it could not be put back to the second, since the backend takes whole minutes and hides its default.
 */
export function settingsForDrill(seen: SweepSettingsSeen, wishedWaitSeconds: number | null): SettingsForDrill {
  const { autoTerminateEnabled, terminateWaitSeconds: wait } = seen;
  if (autoTerminateEnabled === null)
    return { ok: false, reason: 'whether auto-terminate is on for the agent is not known', next: 'spotctl agents' };
  const switched = autoTerminateEnabled ? {} : { autoTerminateEnabled: true };
  if (wishedWaitSeconds === null || wishedWaitSeconds === wait) return { ok: true, changes: switched };
  if (wait === null || wait < 60 || wait % 60 !== 0)
    return {
      ok: false,
      reason: `the agent's wait of ${wait === null ? "the backend's default" : `${wait} seconds`} could not be put back: the backend takes whole minutes`,
      next: 'Leave --wait out: the drill is then held under the wait that the agent has.',
    };
  return { ok: true, changes: { ...switched, terminateWaitSeconds: wishedWaitSeconds } };
}
