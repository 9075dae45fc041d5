import type { Command } from '@oclif/core';

/** Groups of flags that many commands share: their names alone would hide what is a command's own. */
const SHARED: ReadonlySet<string | undefined> = new Set(['GLOBAL', 'SOURCE', 'LIST']);

/** How a command is used that says nothing else of it: its arguments and its own flags. */
export function plainUsage({ args, flags }: Pick<Command.Cached, 'args' | 'flags'>): string {
  const words = Object.values(args).map((arg) => {
    const word = `${arg.name.toUpperCase()}${'multiple' in arg && arg.multiple ? '...' : ''}`;
    return arg.required === true ? word : `[${word}]`;
  });
  const own = Object.values(flags).filter(({ helpGroup, hidden }) => hidden !== true && !SHARED.has(helpGroup));
  return ['<%= command.id %>', ...words, ...own.map(flagWord), '[FLAGS]'].join(' ');
}

function flagWord(flag: Command.Flag.Cached): string {
  const value = flag.type === 'option' ? ` ${[flag.helpValue ?? 'VALUE'].flat().join(' ')}${flag.multiple === true ? '...' : ''}` : '';
  return flag.required === true ? `--${flag.name}${value}` : `[--${flag.name}${value}]`;
}
