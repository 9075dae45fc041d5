import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { renderTable } from './table.ts';

/** One setting as it may be shown: never a secret. */
export interface ShownSetting {
  readonly name: string;
  readonly value: string | null;
  readonly origin: 'flag' | 'environment' | 'context' | 'default';
  readonly from: string;
}

export function settingsText(settings: readonly ShownSetting[], screen: Screen): string {
  const rows = settings.map(({ name, value, origin, from }) => [
    name,
    printable(value ?? '-'),
    origin === 'default' ? 'default' : `${origin}: ${printable(from)}`,
  ]);
  return renderTable({ columns: [{ header: 'SETTING' }, { header: 'VALUE' }, { header: 'FROM' }], rows, screen });
}
