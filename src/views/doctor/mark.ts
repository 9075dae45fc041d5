import type { CheckStatus } from '../../domain/diagnosis.ts';
import type { Severity } from '../../domain/findings/finding.ts';
import type { Screen, Style } from '../screen.ts';

const MARKS: Readonly<Record<CheckStatus | 'info', { readonly sign: string; readonly style: Style }>> = {
  ok: { sign: '✓', style: 'green' },
  warning: { sign: '!', style: 'yellow' },
  error: { sign: '✗', style: 'red' },
  unknown: { sign: '?', style: 'yellow' },
  skipped: { sign: '-', style: 'dim' },
  info: { sign: 'i', style: 'cyan' },
};

/** One sign a status, so that the meaning never rests on the colour. */
export function mark(status: CheckStatus | Severity, screen: Screen): string {
  const { sign, style } = MARKS[status];
  return screen.paint(style, sign);
}
