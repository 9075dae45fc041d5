import type { Command, Interfaces } from '@oclif/core';
import type { CompletionTable } from './completion/completion-table.ts';

/** The built program: what oclif would otherwise look for on disk at each start. */
export interface Program {
  /** The package's folder. */
  readonly root: string;
  readonly packageJson: Interfaces.PJSON;
  readonly commandIds: readonly string[];
  readonly loadCommand: (id: string) => Promise<Command.Class>;
  /** Flags, arguments and texts of every command: what help shows. */
  readonly manifest: () => Promise<Readonly<Record<string, Command.Cached>>>;
  /** What shells are offered. */
  readonly completions: () => Promise<CompletionTable>;
}
