import type { ListView } from '../list.ts';

/** An item of the JSON kind `ContextList`. Tokens and database URLs are secrets and never listed. */
export interface ContextItem {
  readonly name: string;
  readonly isCurrent: boolean;
  readonly backendUrl: string | null;
  readonly clientId: string | null;
  readonly awsProfile: string | null;
  readonly regions: readonly string[];
}

export function contextList(items: readonly ContextItem[]): ListView<ContextItem> {
  return {
    kind: 'ContextList',
    items,
    id: (item) => item.name,
    whenEmpty: 'There are no contexts yet. Next: spotctl login',
    columns: [
      { name: 'name', header: 'CONTEXT', meaning: 'the name of the context', value: (item) => item.name },
      {
        name: 'isCurrent',
        header: 'CURRENT',
        meaning: 'whether it is used where none is named',
        value: (item) => item.isCurrent,
        text: (item) => (item.isCurrent ? '*' : ''),
      },
      { name: 'backendUrl', header: 'BACKEND', meaning: 'where its backend is', value: (item) => item.backendUrl },
      { name: 'awsProfile', header: 'AWS PROFILE', meaning: 'the AWS profile', value: (item) => item.awsProfile },
      {
        name: 'regions',
        header: 'REGIONS',
        meaning: 'the AWS regions to ask',
        cut: 'characters',
        value: (item) => item.regions.join(','),
        text: (item) => item.regions.join(',') || '-',
      },
      { name: 'clientId', header: 'CLIENT', meaning: 'the client; empty: the token’s own', isWide: true, value: (item) => item.clientId },
    ],
  };
}
