import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { type DatabaseTarget, type DatabaseTls, DEFAULT_PORT } from './database-settings.ts';

const SQLITE = /^sqlite:(?:\/\/(?=\/))?(.+)$/s;

/**
 * Reads `mysql://user:password@host:port/name?ssl-mode=…&ssl-ca=FILE` or `sqlite:path`.
 * Throws `SETTINGS_INVALID`, which never repeats the URL: it holds the password.
 */
export function parseDatabaseUrl(text: string): DatabaseTarget {
  const file = SQLITE.exec(text)?.[1];
  if (file !== undefined) return { kind: 'sqlite', file };
  const url = URL.parse(text);
  if (url === null || !['mysql:', 'mariadb:'].includes(url.protocol))
    throw invalid('is neither mysql://user:password@host:port/name nor sqlite:path');
  const database = decoded(url.pathname.slice(1));
  if (url.hostname === '') throw invalid('names no host');
  if (database === '') throw invalid('names no database after the host');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = readTls(url.searchParams);
  // The driver would compare the certificate of an address with the name localhost.
  if (tls.mode === 'verified' && tls.checksName && isIP(host) !== 0)
    throw invalid('checks the name in the certificate but names an address: name the host, or use ssl-mode=VERIFY_CA');
  return {
    kind: 'mysql',
    host,
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    user: decoded(url.username),
    password: decoded(url.password),
    database,
    tls,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid('has a % that begins no escape: write %25 for the sign itself');
  }
}

function readTls(parameters: URLSearchParams): DatabaseTls {
  const mode = parameters.get('ssl-mode')?.toUpperCase() ?? 'DISABLED';
  const caFile = parameters.get('ssl-ca');
  // An authority that is named is meant to be asked.
  const isVerified = mode === 'VERIFY_CA' || mode === 'VERIFY_IDENTITY' || (parameters.get('ssl-mode') === null && caFile !== null);
  if (isVerified) return { mode: 'verified', ca: caFile === null ? null : readCa(caFile), checksName: mode !== 'VERIFY_CA' };
  if (mode === 'REQUIRED') return { mode: 'encrypted' };
  if (mode === 'DISABLED') return { mode: 'off' };
  throw invalid(`has an ssl-mode other than DISABLED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY`);
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: `The file ${file} that the database URL names in ssl-ca cannot be read.`,
      cause,
    });
  }
}

function invalid(why: string): SpotctlError {
  return new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `The database URL ${why}.`,
    hint: 'Set SPOTCTL_DATABASE_URL to mysql://user:password@host:port/name or to sqlite:path. Percent-encode special characters of the password.',
  });
}
