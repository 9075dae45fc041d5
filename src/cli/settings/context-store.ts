import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const suppressionShape = z.object({
  code: z.string(),
  subject: z.nullable(z.string()),
  reason: z.string(),
  until: z.iso.datetime({ offset: true }),
});
const contextShape = z.object({
  backendUrl: z.optional(z.string()),
  clientId: z.optional(z.string()),
  regions: z.optional(z.array(z.string())),
  awsProfile: z.optional(z.string()),
  awsEndpoint: z.optional(z.string()),
  databaseUrl: z.optional(z.string()),
  envFile: z.optional(z.string()),
  drillClients: z.optional(z.array(z.string())),
  drillAccounts: z.optional(z.array(z.string())),
  suppress: z.optional(z.array(suppressionShape)),
});
const configurationShape = z.object({
  currentContext: z.nullable(z.string()),
  contexts: z.record(z.string(), contextShape),
});
const credentialsShape = z.object({ tokens: z.record(z.string(), z.string()) });

/** A named set of settings. Its token is kept apart, in the credentials file. */
export type Context = z.output<typeof contextShape>;
export type Configuration = z.output<typeof configurationShape>;

const NO_CONTEXTS: Configuration = { currentContext: null, contexts: {} };

/** Contexts and tokens in two files of mode 0600, in a folder of mode 0700. Both are replaced whole and durably, never half written. */
export class ContextStore {
  readonly configurationFile: string;
  readonly credentialsFile: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.configurationFile = join(folder, 'config.json');
    this.credentialsFile = join(folder, 'credentials.json');
  }

  /** Throws `SETTINGS_INVALID` where the file is there and is not what spotctl writes. */
  async read(): Promise<Configuration> {
    return (await readDocument(this.configurationFile, configurationShape)) ?? NO_CONTEXTS;
  }

  async token(context: string): Promise<string | null> {
    const { tokens } = await this.#credentials();
    return Object.hasOwn(tokens, context) ? (tokens[context] ?? null) : null;
  }

  async write(configuration: Configuration): Promise<void> {
    await this.#replace(this.configurationFile, configuration);
  }

  async setToken(context: string, token: string): Promise<void> {
    const { tokens } = await this.#credentials();
    await this.#replace(this.credentialsFile, { tokens: { ...tokens, [context]: token } });
  }

  async deleteToken(context: string): Promise<void> {
    const { tokens } = await this.#credentials();
    const kept = Object.entries(tokens).filter(([name]) => name !== context);
    if (Object.hasOwn(tokens, context)) await this.#replace(this.credentialsFile, { tokens: Object.fromEntries(kept) });
  }

  async #credentials(): Promise<z.output<typeof credentialsShape>> {
    return (await readDocument(this.credentialsFile, credentialsShape)) ?? { tokens: {} };
  }

  async #replace(file: string, document: object): Promise<void> {
    const { default: writeFileAtomic } = await import('write-file-atomic');
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await chmod(this.#folder, 0o700);
      await writeFileAtomic(file, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 });
    } catch (error) {
      throw new SpotctlError({
        code: 'SETTINGS_INVALID',
        message: `${file} cannot be written.`,
        cause: error,
        hint: `Check the owner and the mode of ${this.#folder}, or name another folder with XDG_CONFIG_HOME.`,
      });
    }
  }
}

/** The context of that name; `undefined` where there is none. */
export function contextNamed({ contexts }: Configuration, name: string): Context | undefined {
  return Object.hasOwn(contexts, name) ? contexts[name] : undefined;
}

async function readDocument<Shape extends z.ZodMiniType>(file: string, shape: Shape): Promise<z.output<Shape> | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const json = parseJson(text);
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `${file} is not a spotctl configuration.`,
    cause: json === undefined ? 'It is not JSON.' : `${issue?.path.join('.') || 'The document'}: ${issue?.message ?? 'not valid'}.`,
    hint: `Correct or remove ${file}, then run \`spotctl login\`.`,
  });
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: `${file} cannot be read.`,
      cause: error,
      hint: `Check the owner and the mode of ${file}.`,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
