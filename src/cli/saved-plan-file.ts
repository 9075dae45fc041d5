import { createReadStream } from 'node:fs';
import { link, unlink, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { SavedPlan } from '../domain/schema/saved-plan.ts';
import { readAtMost } from './read-at-most.ts';

const MOST_BYTES = 1_048_576;

const Kept = z.object({
  apiVersion: z.literal('spotctl/v1'),
  kind: z.literal('SchemaPlan'),
  planId: z.string(),
  server: z.object({
    flavour: z.string(),
    address: z.nullable(z.string()),
    database: z.string(),
    identity: z.nullable(z.string()),
  }),
  fingerprint: z.string(),
  mayCopy: z.boolean(),
  statements: z.array(
    z.object({ kind: z.enum(['column', 'index']), table: z.string(), name: z.string(), sql: z.string(), orElse: z.array(z.string()) }),
  ),
});

/** Reads a plan that `schema plan --out` kept. Throws `PLAN_UNREADABLE`. */
export async function readSavedPlan(file: string): Promise<SavedPlan> {
  const parsed = Kept.safeParse(parseJson(await readText(file)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SpotctlError({
    code: 'PLAN_UNREADABLE',
    message: `${file} is not a plan that spotctl kept.`,
    cause: `${issue?.path.join('.') || 'The document'}: ${issue?.message ?? 'not valid'}.`,
  });
}

/** Keeps a plan for its owner alone, whole or not at all. Throws `PLAN_NOT_KEPT` where the file is there and may not be replaced. */
export async function writeSavedPlan(
  file: string,
  { document, mayReplace }: { readonly document: object; readonly mayReplace: boolean },
): Promise<void> {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  try {
    await (mayReplace ? replace(file, text) : create(file, text));
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new SpotctlError({
      code: 'PLAN_NOT_KEPT',
      message: isThere ? `${file} is there already.` : `${file} cannot be written.`,
      cause: isThere ? undefined : error,
      hint: isThere ? 'Name another file, or add --force to replace it.' : 'Check the folder and its owner.',
    });
  }
}

async function replace(file: string, text: string): Promise<void> {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(file, text, { mode: 0o600 });
}

/** A link to a whole file either comes about or finds the name taken: nobody ever reads half a plan. */
async function create(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } finally {
    await unlink(draft);
  }
}

async function readText(file: string): Promise<string> {
  const bytes = await readAtMost(createReadStream(file), MOST_BYTES).catch((cause: unknown) => {
    throw new SpotctlError({ code: 'PLAN_UNREADABLE', message: `${file} cannot be read.`, cause });
  });
  if (bytes !== null) return bytes.toString('utf8');
  throw new SpotctlError({ code: 'PLAN_UNREADABLE', message: `${file} is larger than a plan can be.` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
