import type { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { shellWord } from '../../domain/findings/shell-word.ts';
import type { ExpectedDemotion } from '../../domain/registration/registration-plan.ts';
import type { SweepOutlook } from '../../domain/registration/sweep.ts';
import type { Demotion } from '../../domain/registration/verify-registration.ts';
import { formatDuration } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';

interface Shown {
  readonly screen: Screen;
  readonly agentName: string;
}

/** Before: whom the registration takes out of service, and what becomes of it. */
export function expectedDemotionText({ id, status, outlook }: ExpectedDemotion, shown: Shown & { readonly endsDemoted: boolean }): string {
  const ending = `This demotes ${id} (${status} in the backend), which is then terminated in EC2, once the registration is verified.`;
  if (shown.endsDemoted) return warningText(ending, shown.screen);
  const text = `This demotes ${id} (${status} in the backend). ${outlookText(outlook, { never: 'may never be told' })}`;
  return said(text, { ...shown, mark: warning(shown.screen), command: `Then: ${endCommand(shown.agentName)}` });
}

/** After: what the backend has made of it, and what becomes of it now. */
export function demotionText({ id, status, ...outlook }: Demotion, shown: Shown): string {
  const text = `${id} is ${status} now. ${outlookText(outlook, { never: 'is never told' })}`;
  const isSwept = outlook.sweep === 'after-its-wait';
  const mark = isSwept ? shown.screen.paint('dim', '·') : warning(shown.screen);
  return said(text, { ...shown, mark, command: `${isSwept ? 'At once' : 'Next'}: ${endCommand(shown.agentName)}` });
}

/** The command that ends what an agent does not want any more. */
function endCommand(agentName: string): string {
  return `spotctl zombies --terminate --agent ${printable(shellWord(agentName))}`;
}

function outlookText({ sweep, because, waitSeconds, notBefore }: SweepOutlook, { never }: { readonly never: string }): string {
  switch (sweep) {
    case 'never':
      return `The agent ${never} to terminate it: ${because ?? 'no reason is known'}.`;
    case 'unknown':
      return `Whether the agent is ever told to terminate it is not known: ${because ?? 'no source tells'}.`;
    case 'after-its-wait': {
      const wait = waitSeconds === null ? 'after its wait' : `after its wait of ${formatDuration(waitSeconds)}`;
      const moment = notBefore === null ? '' : `, not before ${notBefore.replace(/\.\d+Z$/u, 'Z')}`;
      return `The agent is told to terminate it ${wait}${moment}${because === null ? '' : `; ${because}`}.`;
    }
    default:
      return sweep satisfies never;
  }
}

function said(text: string, shown: Shown & { readonly mark: string; readonly command: string }): string {
  return `${wrap(printable(text), { first: `${shown.mark} `, indent: 2, screen: shown.screen })}  ${shown.command}\n`;
}

function warning(screen: Screen): string {
  return screen.paint('yellow', '!');
}

/** What an error says of one of several instances, which it names. */
export function errorText(id: string, { message, hint }: Pick<SpotctlError, 'message' | 'hint'>): string {
  const named = message.includes(id) ? message : `${id}: ${message}`;
  return `${named} Next: ${hint}`;
}

/** A line that the operator has to know of. */
export function warningText(text: string, screen: Screen): string {
  return wrap(printable(text), { first: `${warning(screen)} `, indent: 2, screen });
}
