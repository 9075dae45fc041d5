import { createReadStream } from 'node:fs';
import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { DEFAULT_PORT, type MysqlTarget } from './database-settings.ts';
import { parseBackendEnv } from './parse-backend-env.ts';

const MOST_BYTES = 65_536;

const filled = z.string().check(z.minLength(1));

const BackendEnvironment = z.object({
  DB_HOST: filled,
  DB_PORT: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(65_535))),
  DB_USER: filled,
  DB_PASSWORD: z.optional(z.string()),
  DB_NAME: filled,
});

/** The database the backend itself is configured for, from its `.env`. Throws `SETTINGS_INVALID`, which repeats no value of the file. */
export async function readEnvFile(file: string): Promise<MysqlTarget> {
  const parsed = BackendEnvironment.safeParse(parseBackendEnv(await readText(file)));
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: `The file ${file} does not tell where the database is: ${names} is missing or not valid.`,
      hint: 'It needs DB_HOST, DB_PORT, DB_USER, DB_PASSWORD and DB_NAME; or set SPOTCTL_DATABASE_URL.',
    });
  }
  const { DB_HOST: host, DB_PORT: port = DEFAULT_PORT, DB_USER: user, DB_PASSWORD: password = '', DB_NAME: database } = parsed.data;
  return { kind: 'mysql', host, port, user, password, database, tls: { mode: 'off' } };
}

async function readText(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(file, { end: MOST_BYTES })) chunks.push(Buffer.from(chunk));
  } catch (cause) {
    throw invalid(`The file ${file} cannot be read.`, cause);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > MOST_BYTES) throw invalid(`The file ${file} is larger than the .env of a backend.`);
  return bytes.toString('utf8');
}

function invalid(message: string, cause?: unknown): SpotctlError {
  return new SpotctlError({ code: 'SETTINGS_INVALID', message, cause, hint: 'Name the .env of the backend with --env-file.' });
}
