import type { Timestamp } from '../../domain/instance.ts';
import type { AgentEvent } from '../../usecases/agent/agent-event.ts';

/** What an agent has done since it started. */
export interface AgentCounts {
  readonly startedAt: Timestamp;
  /** When the backend last took a heartbeat; `null` before the first. */
  readonly heartbeatAt: Timestamp | null;
  /** When it last answered, also where no heartbeat was sent: in a dry run, or by an agent that stands by. */
  readonly heardAt: Timestamp | null;
  /** `null` before it has registered. */
  readonly standing: { readonly isServing: boolean; readonly isEnabled: boolean } | null;
  readonly events: ReadonlyMap<AgentEvent['kind'], number>;
  /** How often each duty has failed. */
  readonly failures: ReadonlyMap<string, number>;
}

const COUNTED = [
  ['heartbeats', 'Heartbeats that the backend took.', 'alive'],
  ['terminations', 'Instances of which EC2 said terminated.', 'gone'],
  ['reports', 'Ends that the backend was told of.', 'reported'],
  ['declined_offers', 'Instances that were left alone although they were offered.', 'declined'],
  ['launches', 'Replacements that were launched.', 'launched'],
  ['replicas', 'Replicas that run and were told of.', 'replica-ready'],
  ['interruptions', 'Announced ends of its machine that the backend was told of.', 'announced'],
  ['switches', 'Switches that the backend was told of.', 'switched'],
] as const;

/** The counts in the OpenMetrics text format. */
export function agentMetrics(counts: AgentCounts): string {
  const totals = COUNTED.map(([name, help, kind]) =>
    metric({ name, help, type: 'counter', samples: [`spotctl_agent_${name}_total ${counts.events.get(kind) ?? 0}`] }),
  );
  const failures = [...counts.failures].map(([duty, count]) => `spotctl_agent_failures_total{duty="${duty}"} ${count}`);
  const { heartbeatAt, standing } = counts;
  const beat = heartbeatAt === null ? [] : [`spotctl_agent_heartbeat_timestamp_seconds ${Date.parse(heartbeatAt) / 1_000}`];
  return [
    ...totals,
    metric({ name: 'failures', help: 'Duties that failed.', type: 'counter', samples: failures }),
    metric({ name: 'heartbeat_timestamp_seconds', help: 'When the backend last took a heartbeat.', type: 'gauge', samples: beat }),
    metric({
      name: 'serving',
      help: "Whether its instance is the agent's primary.",
      type: 'gauge',
      samples: claim('serving', standing?.isServing),
    }),
    metric({
      name: 'enabled',
      help: 'Whether the operator has left it switched on.',
      type: 'gauge',
      samples: claim('enabled', standing?.isEnabled),
    }),
    '# EOF\n',
  ].join('');
}

function metric(told: {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly string[];
}): string {
  const name = `spotctl_agent_${told.name}`;
  return [`# TYPE ${name} ${told.type}`, `# HELP ${name} ${told.help}`, ...told.samples].map((line) => `${line}\n`).join('');
}

/** 1 where it is so, 0 where not, nothing where nobody knows. */
function claim(name: string, isSo: boolean | undefined): readonly string[] {
  return isSo === undefined ? [] : [`spotctl_agent_${name} ${isSo ? 1 : 0}`];
}
