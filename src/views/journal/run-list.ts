import type { RunSummary } from '../../domain/journal/summarize-run.ts';
import type { ListView } from '../list.ts';
import { momentColumn } from '../lists/moment-column.ts';
import { leftText } from './left-text.ts';

/** `JournalList`: every run of this machine and user, the newest first. */
export function runList(runs: readonly RunSummary[]): ListView<RunSummary> {
  return {
    kind: 'JournalList',
    items: runs.toReversed(),
    id: ({ runId }) => runId,
    whenEmpty: 'Nothing was ever terminated from here: there is no journal yet.',
    columns: [
      { name: 'runId', header: 'RUN', value: ({ runId }) => runId },
      momentColumn({ name: 'startedAt', header: 'AGE', meaning: 'when it was begun', value: ({ startedAt }) => startedAt }),
      { name: 'client', header: 'CLIENT', value: ({ clientName }) => clientName, cut: 'characters' },
      {
        name: 'status',
        header: 'STATUS',
        value: ({ status }) => status,
        style: ({ status }) => (status === 'open' ? 'yellow' : null),
      },
      { name: 'confirmed', header: 'CONFIRMED', alignsRight: true, value: ({ confirmed }) => confirmed },
      { name: 'gone', header: 'GONE', alignsRight: true, value: ({ gone }) => gone },
      { name: 'left', header: 'LEFT', value: (run) => leftText(run), cut: 'words' },
      { name: 'reported', header: 'REPORTED', isWide: true, alignsRight: true, value: ({ reported }) => reported },
      { name: 'account', header: 'ACCOUNT', isWide: true, value: ({ account }) => account },
      { name: 'backendUrl', header: 'BACKEND', isWide: true, value: ({ backendUrl }) => backendUrl },
      { name: 'clientId', header: 'CLIENT ID', isWide: true, value: ({ clientId }) => clientId },
    ],
  };
}
