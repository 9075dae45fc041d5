import { type Discovered, reasonToLeave } from '../../domain/registration/discovered.ts';
import type { Discovery } from '../../usecases/discover-unregistered.ts';
import { formatCount, formatDuration, formatHourly } from '../amounts.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { warningText } from './demotion-text.ts';

/** What EC2 runs and the backend does not know, numbered as the operator chooses from it. */
export function discoveryText({ found, strangers }: Discovery, shown: { readonly screen: Screen; readonly isPrimary: boolean }): string {
  const { screen, isPrimary } = shown;
  const title = `${formatCount(found.length, 'instance')} under the fleet's tags that the backend does not know:\n`;
  const digits = String(found.length).length;
  return [
    screen.paint('bold', title),
    ...found.map((one, position) => line(one, { screen, isPrimary, number: String(position + 1).padStart(digits) })),
    ...strangers.map(({ id, region, tag }) => warningText(strangerLine({ id, region, tag }), screen)),
  ].join('');
}

function line(one: Discovered, shown: { readonly screen: Screen; readonly isPrimary: boolean; readonly number: string }): string {
  const { screen, isPrimary, number } = shown;
  const cost = one.hourlyCost === null ? 'at an unknown price' : `at ${formatHourly(one.hourlyCost)} an hour`;
  const age = one.ageSeconds === null ? 'of unknown age' : `${formatDuration(one.ageSeconds)} old`;
  const facts = `agent ${one.logicalAgentId}, ${one.instanceType ?? 'unknown type'} in ${one.az ?? one.region}, ${one.mode} ${cost}, ${age}`;
  const reason = reasonToLeave(one, isPrimary);
  const first = `  ${number}  ${one.id}  `;
  const indent = number.length + 4;
  const note = reason === null ? '' : wrap(reason, { first: `${' '.repeat(indent)}! `, indent: indent + 2, screen });
  return wrap(printable(facts), { first, indent, screen }) + note;
}

function strangerLine({ id, region, tag }: Discovery['strangers'][number]): string {
  if (tag !== null) return `${id} in ${region} is not offered: its tag names agent ${tag}, which this client does not have.`;
  return `${id} in ${region} is not offered: no tag names its agent. If it is yours: spotctl register-instance ${id} --agent AGENT`;
}
