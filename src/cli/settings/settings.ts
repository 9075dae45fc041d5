import type { DrillTargets } from '../../domain/drill/drill-targets.ts';
import type { Suppression } from '../../domain/suppression.ts';
import type { Setting } from './setting.ts';

/** All a run can be configured with; each value knows where it came from. Secrets are `token` and `databaseUrl`. */
export interface Settings {
  readonly context: Setting<string | null>;
  readonly backendUrl: Setting<string | null>;
  readonly token: Setting<string | null>;
  readonly clientId: Setting<string | null>;
  readonly databaseUrl: Setting<string | null>;
  readonly envFile: Setting<string | null>;
  /** `null`: the regions of the agents. */
  readonly regions: Setting<readonly string[] | null>;
  readonly awsProfile: Setting<string | null>;
  readonly awsEndpoint: Setting<string | null>;
  /** Region for calls that belong to none, such as the one that names the account. */
  readonly awsRegion: Setting<string | null>;
  readonly timeoutMs: Setting<number>;
  /** Findings that doctor keeps quiet, from the context alone. */
  readonly suppressions: readonly Suppression[];
  /** Where a drill is safe, from the context alone: no flag and no variable names any. */
  readonly drillTargets: DrillTargets;
  readonly isMetadataDisabled: boolean;
  readonly metadataEndpoint: string | null;
}

/** Flags that name settings; absent ones are `undefined`. */
export interface SettingFlags {
  readonly context?: string | undefined;
  readonly 'backend-url'?: string | undefined;
  readonly 'token-file'?: string | undefined;
  readonly client?: string | undefined;
  readonly 'env-file'?: string | undefined;
  readonly region?: readonly string[] | undefined;
  readonly profile?: string | undefined;
  readonly timeout?: number | undefined;
}
