import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment variables spotctl reads, and nothing else reads any. Empty counts as absent. */
export interface Environment {
  readonly context: string | null;
  readonly backendUrl: string | null;
  readonly token: string | null;
  readonly tokenFile: string | null;
  readonly clientId: string | null;
  readonly databaseUrl: string | null;
  readonly regions: string | null;
  readonly awsProfile: string | null;
  readonly awsRegion: string | null;
  readonly awsEndpoint: string | null;
  readonly isMetadataDisabled: boolean;
  readonly metadataEndpoint: string | null;
  readonly isColorRefused: boolean;
  readonly configFolder: string;
}

export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const read = (name: string): string | null => {
    const value = variables[name];
    return value === undefined || value === '' ? null : value;
  };
  return {
    context: read('SPOTCTL_CONTEXT'),
    backendUrl: read('SPOTCTL_BACKEND_URL'),
    token: read('SPOTCTL_TOKEN'),
    tokenFile: read('SPOTCTL_TOKEN_FILE'),
    clientId: read('SPOTCTL_CLIENT_ID'),
    databaseUrl: read('SPOTCTL_DATABASE_URL'),
    regions: read('SPOTCTL_REGIONS'),
    awsProfile: read('AWS_PROFILE'),
    awsRegion: read('AWS_REGION') ?? read('AWS_DEFAULT_REGION'),
    awsEndpoint: read('AWS_ENDPOINT_URL_EC2') ?? read('AWS_ENDPOINT_URL'),
    isMetadataDisabled: read('AWS_EC2_METADATA_DISABLED')?.toLowerCase() === 'true',
    metadataEndpoint: read('AWS_EC2_METADATA_SERVICE_ENDPOINT'),
    isColorRefused: read('NO_COLOR') !== null || read('TERM') === 'dumb',
    configFolder: join(read('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'spotctl'),
  };
}

/** The environment for a child process that keeps everything of this one but what `changes` sets, or removes with `null`. */
export function childEnvironment(changes: Readonly<Record<string, string | null>>): NodeJS.ProcessEnv {
  const removed = new Set(Object.keys(changes).filter((name) => changes[name] === null));
  const kept = Object.entries(process.env).filter(([name]) => !removed.has(name));
  const set = Object.entries(changes).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(set) };
}
