export interface Budget {
  readonly words: readonly string[];
  /** The exit code of a run that did what is measured. */
  readonly exitCode: number;
  /** Changes to the sandbox's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Times what bare Node takes. */
  readonly ratio: number;
}

/** Changes the sandbox's environment so that its backend is asked alone. */
export const WITHOUT_DATABASE = { SPOTCTL_DATABASE_URL: '' };

/** What an operator, or a runbook that calls it in a loop, may be made to wait. Measured inside the incident sandbox. */
export const budgets: readonly Budget[] = [
  { words: ['--version'], exitCode: 0, ratio: 1.15 },
  { words: ['--help'], exitCode: 0, ratio: 2 },
  { words: ['explain', 'FL401'], exitCode: 0, ratio: 2 },
  { words: ['agents', '--no-such-flag'], exitCode: 2, ratio: 2 },
  // The backend alone, and with EC2 beside it: without the sandbox's database.
  { words: ['agents'], exitCode: 0, env: WITHOUT_DATABASE, ratio: 3.2 },
  { words: ['zombies'], exitCode: 0, env: WITHOUT_DATABASE, ratio: 4.5 },
  { words: ['doctor'], exitCode: 1, ratio: 6.5 },
];
