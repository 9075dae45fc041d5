import { closeSync, constants, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { KeptDrill } from '../../domain/drill/kept-drill.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { DrillNotes } from '../../ports/drill-notes.ts';
import { damaged, translatingJournal } from './journal-error.ts';
import { checkPrivate, isThere, preparePrivateFolder, syncFolder } from './private-files.ts';
import { type RunLock, RunLocks } from './run-lock.ts';

const LOCK = 'drill';
const text = z.nullable(z.string());
const Kept = z.object({
  backendUrl: z.string(),
  startedAt: z.string(),
  commandId: text,
  issuedAt: text,
  hasTouchedSettings: z.boolean(),
  hasTriedSwitch: z.boolean(),
  plan: z.object({
    client: z.object({ id: z.string(), name: z.string() }),
    account: z.string(),
    region: z.string(),
    agent: z.object({ id: z.string(), logicalAgentId: z.string() }),
    old: z.object({ id: z.string(), instanceType: text, az: text, mode: z.enum(['spot', 'ondemand', 'unknown']) }),
    target: z.object({ mode: z.enum(['spot', 'ondemand']), poolId: text }),
    settings: z.object({ autoTerminateEnabled: z.nullable(z.boolean()), terminateWaitSeconds: z.nullable(z.number()) }),
    changes: z.object({ autoTerminateEnabled: z.exactOptional(z.boolean()), terminateWaitSeconds: z.exactOptional(z.number()) }),
    knownIds: z.array(z.string()),
    hasDatabase: z.boolean(),
    notes: z.array(z.string()),
  }),
});

/** The notes in `drill.json` of the state folder. Nothing is made before a drill begins. */
export function createDrillNotes(folder: string): DrillNotes {
  return new FileDrillNotes(folder);
}

class FileDrillNotes implements DrillNotes {
  readonly #folder: string;
  readonly #file: string;
  readonly #locks: RunLocks;
  #held: RunLock | null = null;

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'drill.json');
    this.#locks = new RunLocks(folder);
  }

  async left(): Promise<KeptDrill | null> {
    if (this.#held === null && this.#locks.isHeld(LOCK)) throw held();
    checkPrivate(this.#file, 'file');
    if (!isThere(this.#file)) return null;
    const parsed = Kept.safeParse(this.#read());
    if (!parsed.success) throw damaged(this.#file, 'it is not what a drill writes');
    const { plan, ...kept } = parsed.data;
    return { ...kept, plan: { ...plan, knownIds: new Set(plan.knownIds) } };
  }

  async begin(): Promise<void> {
    translatingJournal(this.#folder, () => preparePrivateFolder(this.#folder));
    this.#held ??= this.#locks.take(LOCK);
    if (this.#held === null) throw held();
  }

  async keep(kept: KeptDrill): Promise<void> {
    const { plan } = kept;
    const document = `${JSON.stringify({ ...kept, plan: { ...plan, knownIds: [...plan.knownIds] } })}\n`;
    translatingJournal(this.#file, () => {
      const draft = `${this.#file}.draft`;
      rmSync(draft, { force: true });
      writeDurably(draft, document);
      renameSync(draft, this.#file);
      syncFolder(this.#folder);
    });
  }

  async forget(): Promise<void> {
    translatingJournal(this.#file, () => rmSync(this.#file, { force: true }));
  }

  async close(): Promise<void> {
    this.#held?.release();
    this.#held = null;
  }

  #read(): unknown {
    const content = translatingJournal(this.#file, () => readFileSync(this.#file, 'utf8'));
    try {
      return JSON.parse(content);
    } catch {
      return undefined;
    }
  }
}

function writeDurably(file: string, content: string): void {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const handle = openSync(file, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function held(): SpotctlError {
  return new SpotctlError({
    code: 'RUN_HELD',
    message: 'Another process on this machine holds a drill.',
    hint: 'Wait until it has ended: two drills would take each other’s steps for their own.',
  });
}
