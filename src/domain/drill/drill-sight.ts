import type { AgentCommand } from '../agent-run/switch-order.ts';
import type { CloudInstance } from '../cloud-instance.ts';
import type { FleetRows } from '../fleet-snapshot.ts';
import type { Instance, Timestamp } from '../instance.ts';
import type { Seen } from '../seen.ts';
import type { SweepSettingsSeen } from './drill-plan.ts';

/** One look of a drill at its three sources. */
export interface DrillSight {
  readonly at: Timestamp;
  readonly backend: Seen<FleetRows>;
  readonly database: Seen<FleetRows>;
  readonly cloud: Seen<readonly CloudInstance[]>;
  /** The agent's waiting commands. */
  readonly commands: Seen<readonly AgentCommand[]>;
  readonly settings: Seen<SweepSettingsSeen>;
}

export function rowIn(book: Seen<FleetRows>, id: string | null): Instance | null {
  return book.ok ? (book.value.instances.find((row) => row.id === id) ?? null) : null;
}

/** The instance an agent points at; `null` where it points at none or is not seen. */
export function servingIn(book: Seen<FleetRows>, agentId: string): string | null {
  return book.ok ? (book.value.agents.find(({ id }) => id === agentId)?.instanceId ?? null) : null;
}

export function cloudIn({ cloud }: Pick<DrillSight, 'cloud'>, id: string | null): CloudInstance | null {
  return cloud.ok ? (cloud.value.find((instance) => instance.id === id) ?? null) : null;
}
