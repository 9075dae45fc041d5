import type { AgentEvent } from '../../usecases/agent/agent-event.ts';
import type { AgentCounts } from '../../views/agent/agent-metrics.ts';

/** Keeps count of what an agent does. */
export class EventCounter {
  readonly #events = new Map<AgentEvent['kind'], number>();
  readonly #failures = new Map<string, number>();
  readonly #startedAt: string;
  #heartbeatAt: string | null = null;
  #heardAt: string | null = null;
  #standing: AgentCounts['standing'] = null;

  constructor(startedAt: string) {
    this.#startedAt = startedAt;
  }

  count(event: AgentEvent, at: string): void {
    this.#events.set(event.kind, (this.#events.get(event.kind) ?? 0) + 1);
    if (event.kind === 'alive') this.#heartbeatAt = at;
    if (event.kind === 'alive' || event.kind === 'heard') this.#heardAt = at;
    if (event.kind === 'registered' || event.kind === 'standing')
      this.#standing = { isServing: event.isServing, isEnabled: event.isEnabled };
    if (event.kind === 'failed') this.#failures.set(event.doing, (this.#failures.get(event.doing) ?? 0) + 1);
  }

  counts(): AgentCounts {
    return {
      startedAt: this.#startedAt,
      heartbeatAt: this.#heartbeatAt,
      heardAt: this.#heardAt,
      standing: this.#standing,
      events: this.#events,
      failures: this.#failures,
    };
  }
}
