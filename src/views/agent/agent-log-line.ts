import type { Timestamp } from '../../domain/instance.ts';
import type { AgentEvent } from '../../usecases/agent/agent-event.ts';
import { printableJson } from '../printable.ts';

const WARNINGS: ReadonlySet<AgentEvent['kind']> = new Set([
  'declined',
  'refused-command',
  'interruption',
  'no-replica',
  'replica-failed',
  'unasked',
  'successor-refused',
  'rebalance',
]);

/** One line of JSON for what an agent did; `null` for what is only counted. */
export function agentLogLine(event: AgentEvent, at: Timestamp): string | null {
  if (event.kind === 'alive' || event.kind === 'heard') return null;
  const { kind, ...facts } = event;
  return printableJson(`${JSON.stringify({ time: at, level: levelOf(event), event: kind, ...facts })}\n`);
}

function levelOf({ kind }: AgentEvent): 'info' | 'warn' | 'error' {
  if (kind === 'failed') return 'error';
  return WARNINGS.has(kind) ? 'warn' : 'info';
}
