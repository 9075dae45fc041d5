import type { DrillCleanup } from '../../domain/drill/drill-report.ts';
import type { KeptDrill } from '../../domain/drill/kept-drill.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';
import { wrap } from '../wrap.ts';
import { cleanupText } from './drill-report-text.ts';

/** What a drill that was cut off may have left, as the operator reads it before the question. */
export function keptDrillText({ plan, startedAt, commandId, hasTouchedSettings, hasTriedSwitch }: KeptDrill, screen: Screen): string {
  const { agent, client, account, settings } = plan;
  const wait = settings.terminateWaitSeconds === null ? "the backend's default" : `${settings.terminateWaitSeconds} seconds`;
  const left = [
    ...(hasTouchedSettings
      ? [`settings: auto-terminate ${settings.autoTerminateEnabled === true ? 'on' : 'off'}, a wait of ${wait}, as before`]
      : []),
    ...(hasTriedSwitch ? [`command ${commandId ?? 'of an unknown id'}: withdrawn, if it still waits`] : []),
    ...(hasTriedSwitch ? ['what was launched for it and does not serve: ended'] : []),
  ];
  const title = `Clean up after the drill of agent ${agent.logicalAgentId}, cut off since ${startedAt}`;
  return [
    wrap(printable(title), { first: '', screen }).replace(/^(.+)$/gmu, (line) => screen.paint('bold', line)),
    wrap(printable(`client ${client.name}, account ${account}`), { first: '  ', screen }),
    ...left.map((text) => wrap(printable(text), { first: `  ${screen.paint('dim', '·')} `, screen })),
  ].join('');
}

export function drillCleanupText({ agent, cleanup }: DrillCleanup, screen: Screen): string {
  if (agent === null) return 'No drill was cut off: there is nothing to clean up.\n';
  return cleanup.map((item) => cleanupText(item, screen)).join('');
}
