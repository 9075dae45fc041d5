import type { DrillStep } from '../drill-step.ts';
import { close } from './close.ts';
import { confirm } from './confirm.ts';
import { issue } from './issue.ts';
import { launch } from './launch.ts';
import { prepare } from './prepare.ts';
import { promote } from './promote.ts';
import { terminate } from './terminate.ts';
import { wait } from './wait.ts';

/** The flow, in its order. */
export const drillSteps: readonly DrillStep[] = [prepare, issue, launch, promote, close, wait, terminate, confirm];
