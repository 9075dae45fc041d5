import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

/** A variable that others could stand in for, so its name tells which it was. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

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
  readonly awsRegion: Variable | null;
  readonly awsEndpoint: Variable | null;
  readonly isMetadataDisabled: boolean;
  readonly metadataEndpoint: string | null;
  readonly isColorRefused: boolean;
  /** True for a terminal that can only be written on line by line. */
  readonly isTerminalDumb: boolean;
  /** Whether nobody is to hear of newer versions: refused by name, as other tools are, or on a build machine. */
  readonly isUpdateNoticeRefused: boolean;
  /** Where npm gets its packages. */
  readonly npmRegistry: string | null;
  readonly configFolder: string;
  readonly stateFolder: string;
  readonly cacheFolder: string;
}

export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const read = (name: string): string | null => {
    const value = variables[name];
    return value === undefined || value === '' ? null : value;
  };
  const readFirst = (...names: readonly string[]): Variable | null =>
    names.map((name) => ({ name, value: read(name) ?? '' })).find(({ value }) => value !== '') ?? null;
  const folderIn = (name: string, standard: string): string => {
    const base = read(name);
    return join(base !== null && isAbsolute(base) ? base : join(homedir(), standard), 'spotctl');
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
    awsRegion: readFirst('AWS_REGION', 'AWS_DEFAULT_REGION'),
    awsEndpoint: readFirst('AWS_ENDPOINT_URL_EC2', 'AWS_ENDPOINT_URL'),
    isMetadataDisabled: read('AWS_EC2_METADATA_DISABLED')?.toLowerCase() === 'true',
    metadataEndpoint: read('AWS_EC2_METADATA_SERVICE_ENDPOINT'),
    isColorRefused: read('NO_COLOR') !== null || read('TERM') === 'dumb',
    isTerminalDumb: read('TERM') === 'dumb',
    isUpdateNoticeRefused: ['SPOTCTL_NO_UPDATE_NOTICE', 'NO_UPDATE_NOTIFIER', 'CI'].some((name) => read(name) !== null),
    npmRegistry: read('npm_config_registry'),
    configFolder: folderIn('XDG_CONFIG_HOME', '.config'),
    cacheFolder: folderIn('XDG_CACHE_HOME', '.cache'),
    stateFolder: folderIn('XDG_STATE_HOME', join('.local', 'state')),
  };
}

/**
 * The environment for a child process that keeps everything of this one but what `changes` sets, or removes with `null`.
 * Programs in `firstOnPath` are found before all others.
 */
export function childEnvironment(changes: Readonly<Record<string, string | null>>, firstOnPath: string): NodeJS.ProcessEnv {
  const removed = new Set(Object.keys(changes).filter((name) => changes[name] === null));
  const kept = Object.entries(process.env).filter(([name]) => !removed.has(name));
  const set = Object.entries(changes).filter((entry): entry is [string, string] => entry[1] !== null);
  const path = [firstOnPath, process.env['PATH'] ?? ''].filter((folder) => folder !== '').join(delimiter);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(set), PATH: path };
}
