import { resolve } from 'node:path';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { checkAccounts, checkIds, checkRegions, checkUrl } from './check-values.ts';
import type { ContextChanges } from './edit-contexts.ts';

/** Flags of `context set`; an empty value takes the setting out of the context. */
export interface ContextFlags {
  readonly 'backend-url'?: string | undefined;
  readonly client?: string | undefined;
  readonly region?: readonly string[] | undefined;
  readonly profile?: string | undefined;
  readonly 'env-file'?: string | undefined;
  readonly 'database-from-environment': boolean;
  readonly 'drill-client'?: readonly string[] | undefined;
  readonly 'drill-account'?: readonly string[] | undefined;
}

/** What the flags change in a context. Throws `SETTINGS_INVALID` for a value that no command could use, before anything is written. */
export function contextChanges(flags: ContextFlags, databaseUrl: string | null): ContextChanges {
  const { client, profile, region } = flags;
  const url = flags['backend-url'];
  const regions = region === undefined ? undefined : checkRegions(region, '--region');
  return {
    ...(url === undefined ? {} : { backendUrl: url === '' ? null : checkUrl(url, '--backend-url') }),
    ...(client === undefined ? {} : { clientId: client || null }),
    ...(regions === undefined ? {} : { regions: regions.length === 0 ? null : [...regions] }),
    ...(profile === undefined ? {} : { awsProfile: profile || null }),
    ...databaseChanges(flags, databaseUrl),
    ...drillChanges(flags),
  };
}

function drillChanges(flags: ContextFlags): ContextChanges {
  const clients = flags['drill-client'];
  const accounts = flags['drill-account'];
  return {
    ...(clients === undefined ? {} : { drillClients: orNone(checkIds(clients)) }),
    ...(accounts === undefined ? {} : { drillAccounts: orNone(checkAccounts(accounts, '--drill-account')) }),
  };
}

function orNone(ids: readonly string[]): string[] | null {
  return ids.length === 0 ? null : [...ids];
}

/** A URL and an .env name one database: the one that is set replaces the other. */
function databaseChanges(flags: ContextFlags, databaseUrl: string | null): ContextChanges {
  if (flags['database-from-environment']) {
    if (databaseUrl !== null) return { databaseUrl, envFile: null };
    throw new SpotctlError({
      code: 'SETTINGS_MISSING',
      message: 'SPOTCTL_DATABASE_URL is not set.',
      hint: 'Set it, then run the command again.',
    });
  }
  const file = flags['env-file'];
  if (file === undefined) return {};
  return file === '' ? { envFile: null } : { envFile: resolve(file), databaseUrl: null };
}
