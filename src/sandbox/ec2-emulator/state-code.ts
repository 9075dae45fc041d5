import type { WorldState } from './cloud-world.ts';
import type { XmlFields } from './xml.ts';

const STATE_CODES = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 } as const satisfies Record<
  WorldState,
  number
>;

export function stateXml(state: WorldState): XmlFields {
  return { code: STATE_CODES[state], name: state };
}
