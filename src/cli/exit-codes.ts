import type { ExitMeaning } from '../domain/errors/catalogue.ts';

/** The one table of exit codes, the same in every output format. */
export const exitCodes = {
  done: 0,
  problems: 1,
  usage: 2,
  partial: 3,
  denied: 4,
  timeout: 5,
  refused: 6,
  interrupted: 130,
} as const satisfies Record<ExitMeaning, number>;
