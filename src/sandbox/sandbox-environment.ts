import { join } from 'node:path';

/** Where the parts of a running sandbox are. */
export interface SandboxParts {
  readonly folder: string;
  readonly backendUrl: string;
  readonly cloudUrl: string;
  readonly databaseUrl: string;
  readonly clientToken: string;
  readonly region: string;
}

/** The folder of its logs, in its own. */
export const LOGS = 'logs';

/** Variables to set, and with `null` to take away, so that a program sees the sandbox and nothing of the machine around it. */
export type SandboxEnvironment = Readonly<Record<string, string | null>>;

/** Other variables would win over the ones that are set, or lead out of the sandbox. */
const TAKEN_AWAY = [
  'SPOTCTL_CONTEXT',
  'SPOTCTL_TOKEN_FILE',
  'SPOTCTL_CLIENT_ID',
  'SPOTCTL_REGIONS',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ENDPOINT_URL_EC2',
  'AWS_ENDPOINT_URL_STS',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CA_BUNDLE',
] as const;

export function sandboxEnvironment(parts: SandboxParts): SandboxEnvironment {
  return {
    ...Object.fromEntries(TAKEN_AWAY.map((name) => [name, null])),
    SPOTCTL_BACKEND_URL: parts.backendUrl,
    SPOTCTL_TOKEN: parts.clientToken,
    SPOTCTL_DATABASE_URL: parts.databaseUrl,
    // Nothing in it asks anybody outside.
    SPOTCTL_NO_UPDATE_NOTICE: '1',
    SANDBOX_LOGS: join(parts.folder, LOGS),
    AWS_ENDPOINT_URL: parts.cloudUrl,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000000',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: parts.region,
    AWS_DEFAULT_REGION: parts.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(parts.folder, 'aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(parts.folder, 'aws', 'credentials'),
    XDG_CONFIG_HOME: join(parts.folder, 'config'),
    XDG_STATE_HOME: join(parts.folder, 'state'),
    XDG_CACHE_HOME: join(parts.folder, 'cache'),
    NO_PROXY: '127.0.0.1,localhost,0.0.0.0',
    no_proxy: '127.0.0.1,localhost,0.0.0.0',
  };
}

/** The environment as a shell reads it. */
export function exportLines(environment: SandboxEnvironment): string {
  const lines = Object.entries(environment).map(([name, value]) =>
    value === null ? `unset ${name}` : `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  );
  return `${lines.join('\n')}\n`;
}
