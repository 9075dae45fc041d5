import type { RegistrationItem } from '../../usecases/register-instances.ts';
import type { Registration } from '../../usecases/register-instance.ts';
import { formatCount } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { demotionText, errorText, warningText } from './demotion-text.ts';

/** How the registrations ended, as read again from the backend. */
export function registrationsText(items: readonly RegistrationItem[], screen: Screen): string {
  const [, second] = items;
  return items.map((item) => itemText(item, screen)).join('') + (second === undefined ? '' : totalsText(items, screen));
}

function itemText(item: RegistrationItem, screen: Screen): string {
  switch (item.outcome) {
    case 'registered':
    case 'already-registered':
    case 'unverified':
      return registrationText(item.registration, { screen, isNew: item.outcome !== 'already-registered' });
    case 'failed':
    case 'refused': {
      const text = `${item.outcome === 'refused' ? 'Left out' : 'Failed'}: ${errorText(item.wish.instanceId, item.error)} (${item.error.code})`;
      return wrap(printable(text), { first: `${screen.paint('red', '✗')} `, indent: 2, screen });
    }
    case 'not-sent':
      return warningText(`${item.wish.instanceId} was not sent: the run was interrupted before its turn.`, screen);
    default:
      return item satisfies never;
  }
}

function registrationText(registration: Registration, shown: { readonly screen: Screen; readonly isNew: boolean }): string {
  const { request, demoted, verified, warnings, next, agent } = registration;
  const { screen } = shown;
  const role = request.isPrimary ? 'primary' : 'replica';
  const name = agent.logicalAgentId;
  const told = shown.isNew ? ', as read again from the backend' : ' already. Nothing to do';
  const [mark, first] = verified
    ? [screen.paint('green', '✓'), `${request.instanceId} is the ${role} of agent ${name}${told}.`]
    : [screen.paint('red', '✗'), `The backend does not show what was asked for: ${request.instanceId} as the ${role} of agent ${name}.`];
  return [
    wrap(printable(first), { first: `${mark} `, indent: 2, screen }),
    ...demoted.map((old) => demotionText(old, { screen, agentName: name })),
    ...warnings.map((warning) => warningText(warning, screen)),
    ...(next === null ? [] : [`  Next: ${printable(next)}\n`]),
  ].join('');
}

function totalsText(items: readonly RegistrationItem[], screen: Screen): string {
  const count = (...outcomes: readonly RegistrationItem['outcome'][]): number =>
    items.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const parts = [
    [count('registered'), 'registered'],
    [count('already-registered'), 'registered already'],
    [count('unverified'), 'not verified'],
    [count('failed'), 'failed'],
    [count('refused'), 'left out'],
    [count('not-sent'), 'not sent'],
  ] as const;
  const text = parts.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`])).join(', ');
  return wrap(`Of ${formatCount(items.length, 'instance')}: ${text}.`, { first: '', indent: 2, screen });
}
