import type { DefectCode } from '../../../src/sandbox/worlds/defects.ts';

/** Worlds whose defect a command heals by itself: each is held to its remedy, and healed by its runbook. */
export const HEALED: readonly DefectCode[] = [
  'SC102',
  'SC104',
  'FL401',
  'FL402',
  'FL403',
  'FL405',
  'FL408',
  'FL409',
  'FL413',
  'FL416',
  'FL422',
  'FL424',
  'FL426',
];
