import type { Key } from 'ink';
import type { Press } from './dashboard-state.ts';

/** What was pressed, in the dashboard's words: several where a terminal hands on at once what was typed while a look was worked out. */
export function pressesOf(input: string, key: Key): readonly Press[] {
  const name = nameOf(key);
  if (name !== null) return [{ key: name, text: '' }];
  if (key.ctrl || key.meta) return [];
  return Array.from(input.replaceAll('\r\n', '\n'), (text): Press =>
    /[\r\n]/u.test(text) ? { key: 'enter', text: '' } : { key: 'text', text },
  );
}

function nameOf(key: Key): Press['key'] | null {
  const names: readonly (readonly [boolean, Press['key']])[] = [
    [key.upArrow, 'up'],
    [key.downArrow, 'down'],
    [key.pageUp, 'page-up'],
    [key.pageDown, 'page-down'],
    [key.home, 'home'],
    [key.end, 'end'],
    [key.return, 'enter'],
    [key.escape, 'escape'],
    [key.tab, 'tab'],
    [key.backspace || key.delete, 'backspace'],
  ];
  return names.find(([isPressed]) => isPressed)?.[1] ?? null;
}
