import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { refuseMisshapen } from './refuse-misshapen.ts';
import { removeFolder } from './remove-folder.ts';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));
export const binPath = join(repositoryRoot, 'bin/run.js');

export interface CommandRun {
  /** Added to a clean environment: no `AWS_*`, no `SPOTCTL_*`, a home folder of its own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly timeoutSeconds?: number;
  /** Home folder; a fresh temporary one, removed afterwards, where left out. */
  readonly home?: string;
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs the built `spotctl` as an operator would, in a process of its own. */
export async function runCommand(args: readonly string[], run: CommandRun = {}): Promise<CommandResult> {
  const home = run.home ?? (await mkdtemp(join(tmpdir(), 'spotctl-home-')));
  try {
    const ended = await execa(process.execPath, [binPath, ...args], {
      cwd: repositoryRoot,
      env: { ...isolatedEnv(home), ...run.env },
      extendEnv: false,
      input: run.stdin ?? '',
      reject: false,
      stripFinalNewline: false,
      timeout: (run.timeoutSeconds ?? 30) * 1000,
    });
    refuseMisshapen(ended.stdout);
    return { stdout: ended.stdout, stderr: ended.stderr, exitCode: ended.exitCode ?? null };
  } finally {
    if (run.home === undefined) await removeFolder(home);
  }
}

/** The environment of a user who has set nothing, with every folder of theirs under `home`. */
export function isolatedEnv(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_STATE_HOME: join(home, '.local/state'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    AWS_EC2_METADATA_DISABLED: 'true',
    SPOTCTL_NO_UPDATE_NOTICE: '1',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
  };
}
