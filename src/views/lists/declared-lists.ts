import type { Column } from '../list.ts';
import { agentList } from './agent-list.ts';
import { contextList } from './context-list.ts';
import { instanceList } from './instance-list.ts';
import { zombieList } from './zombie-list.ts';

/** A list as its command declares it: what documentation and completion tell of its columns. */
export interface DeclaredList {
  /** `context list`. */
  readonly command: string;
  readonly kind: string;
  readonly columns: readonly Pick<Column<never>, 'name' | 'header' | 'isWide' | 'isMoment' | 'meaning'>[];
}

export function declaredLists(): readonly DeclaredList[] {
  const instances = instanceList([], '');
  return [
    { command: 'instances', ...instances },
    { command: 'primaries', ...instances },
    { command: 'zombies', ...zombieList([]) },
    { command: 'agents', ...agentList([]) },
    { command: 'context list', ...contextList([]) },
  ];
}
