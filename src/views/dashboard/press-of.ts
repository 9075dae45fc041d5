import type { Key } from 'ink';
import type { Press } from './dashboard-state.ts';

/** What was pressed, in the dashboard's words: several where a terminal hands on a whole line at once. */
export function pressesOf(input: string, key: Key): readonly Press[] {
  const name = nameOf(key);
  if (name !== null) return [{ key: name, text: '' }];
  if (key.ctrl || key.meta) return [];
  const words = input.split(/[\r\n]/u).map((text): Press => ({ key: 'text', text }));
  return words.flatMap((word, position): Press[] => (position === 0 ? [word] : [{ key: 'enter', text: '' }, word])).filter(isSomething);
}

function isSomething({ key, text }: Press): boolean {
  return key !== 'text' || text !== '';
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
