import type { SuppressedFinding } from '../../domain/suppression.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { mark } from './mark.ts';
import { wrap } from '../wrap.ts';

/** What is kept quiet, each with why and until when: quiet is not gone. */
export function suppressedSection(suppressed: readonly SuppressedFinding[], screen: Screen): string {
  if (suppressed.length === 0) return '';
  const lines = suppressed.map(({ code, subject, reason, until }) =>
    wrap(printable(`${subject.id} until ${until.slice(0, 10)}: ${reason}`), {
      first: `  ${mark('skipped', screen)} ${code}  `,
      screen,
    }),
  );
  return `${screen.paint('bold', 'Suppressed')}\n${lines.join('')}`;
}
