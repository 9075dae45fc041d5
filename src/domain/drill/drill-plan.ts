import type { Client } from '../fleet-snapshot.ts';
import type { PurchaseMode } from '../instance.ts';
import type { SweepSettings } from './sweep-settings.ts';
import type { SwitchTarget } from './switch-target.ts';

/** What of an agent's settings is known; a wait that is `null` is the backend's own default. */
export interface SweepSettingsSeen {
  readonly autoTerminateEnabled: boolean | null;
  readonly terminateWaitSeconds: number | null;
}

/** All that a drill is about to do, to whom and where. */
export interface DrillPlan {
  readonly client: Client;
  readonly account: string;
  readonly region: string;
  readonly agent: { readonly id: string; readonly logicalAgentId: string };
  /** The primary that the switch replaces, and that the agent ends after its wait. */
  readonly old: {
    readonly id: string;
    readonly instanceType: string | null;
    readonly az: string | null;
    readonly mode: PurchaseMode;
  };
  readonly target: SwitchTarget;
  /** As they stand before the drill. */
  readonly settings: SweepSettingsSeen;
  /** What of them the drill changes and puts back; empty where it changes none. */
  readonly changes: Partial<SweepSettings>;
  /** What EC2 shows under the fleet's tags before the switch: none of it is the drill's. */
  readonly knownIds: ReadonlySet<string>;
  /** False where none is configured, so that its word is never had. */
  readonly hasDatabase: boolean;
  /** What the operator has to know before. */
  readonly notes: readonly string[];
}

/** How long the old instance is to be kept; `null` where no source tells. 0 and none are the backend's own default. */
export function waitOf({ settings, changes }: Pick<DrillPlan, 'settings' | 'changes'>): number | null {
  const seconds = changes.terminateWaitSeconds ?? settings.terminateWaitSeconds;
  return seconds === null || seconds <= 0 ? null : seconds;
}
