import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { FleetDatabase } from '../../ports/fleet-database.ts';
import type { DatabaseSettings, DatabaseTarget } from './database-settings.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';
import { sessionDatabase } from './session-database.ts';
import type { SqlSession } from './sql-session.ts';

/** Connects to the backend's database. Throws `SETTINGS_INVALID` or a `DATABASE_*` code. */
export async function openFleetDatabase(settings: DatabaseSettings): Promise<FleetDatabase> {
  const target = await findTarget(settings);
  return sessionDatabase(await openSession(target, settings.timeoutMs), settings.token ?? null);
}

async function findTarget({ url, envFile }: DatabaseSettings): Promise<DatabaseTarget> {
  if (url !== null) return parseDatabaseUrl(url);
  if (envFile === null)
    throw new SpotctlError({
      code: 'SETTINGS_MISSING',
      message: 'No database is configured.',
      hint: 'Set SPOTCTL_DATABASE_URL, or name the backend’s .env with --env-file.',
    });
  const { readEnvFile } = await import('./read-env-file.ts');
  return await readEnvFile(envFile);
}

async function openSession(target: DatabaseTarget, timeoutMs: number): Promise<SqlSession> {
  if (target.kind === 'sqlite') {
    const { openSqliteSession } = await import('./sqlite-session.ts');
    return openSqliteSession(target);
  }
  const { openMysqlSession } = await import('./mysql-session.ts');
  return await openMysqlSession(target, timeoutMs);
}
