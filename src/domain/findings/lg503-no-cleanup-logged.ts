import type { FindingDefinition } from './finding.ts';
import { windowOf } from './log-facts.ts';

export const noCleanupLogged: FindingDefinition = {
  code: 'LG503',
  category: 'logs',
  severity: 'warning',
  title: 'An agent’s log is silent on its cleanup',
  expectation: 'Agents’ logs tell of their cleanup',
  meaning:
    'The agent asks every minute what to terminate, and its log shows no trace of it: that part of the agent is likely dead while its heartbeat goes on.',
  cause: 'A thread of the agent ended with an error, or the agent was never started in full.',
  remedy: 'Restart the agent on its instance, and look at the log above the last trace.',
  evidence: 'The agent’s log, and how many lines it has within the window, none of them of the cleanup.',
  related: ['FL411', 'FL402'],
  asks: ['agent-log'],
  judge: ({ input: { logs } }) => {
    if (!logs.ok) return [];
    const heard = new Set(logs.value.cleanups.map(({ path }) => path));
    const window = windowOf(logs.value);
    return logs.value.files
      .filter(({ path, kind }) => kind === 'agent' && !heard.has(path))
      .map(({ path, lines }) => ({
        subject: { type: 'log', id: path },
        backend:
          lines === 0
            ? `nothing was logged in ${window}`
            : `${lines === 1 ? 'one line' : `${lines} lines`} in ${window}, none of the cleanup`,
        remedy: { text: 'Restart the agent on its instance, and look at the log above the last trace.', command: null },
      }));
  },
};
