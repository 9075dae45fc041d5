import { type CloudInstance, isStanding } from '../../src/domain/cloud-instance.ts';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import type { SpotPrice } from '../../src/domain/spot-price.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Cloud, InstanceQuery, SpotRequest, TerminationAnswer } from '../../src/ports/cloud.ts';
import { FakeFaults } from './fake-faults.ts';

const HOUR_MS = 3_600_000;

interface Kept {
  readonly instance: CloudInstance;
  /** When its termination began. */
  readonly endedAt: number | null;
}

/** EC2 of one account: states move with the clock, a protected id fails its zone only, persistent requests launch anew. */
export class FakeCloud implements Cloud {
  accountId = '123456789012';
  /** How long `shutting-down` lasts. */
  endSeconds = 8;
  /** How often a throttled call may be sent again. */
  patience = 0;
  prices: SpotPrice[] = [];
  /** The price list, by `type region`. */
  readonly listedPrices = new Map<string, number>();
  readonly faults = new FakeFaults();
  readonly protectedIds = new Set<string>();
  readonly deniedIds = new Set<string>();
  /** Described, and yet not found by TerminateInstances: EC2 is consistent only in the end. */
  readonly unfoundIds = new Set<string>();
  readonly requests = new Map<string, SpotRequest>();
  /** Every call that changes something, in order. */
  readonly calls: string[] = [];
  readonly #kept = new Map<string, Kept>();
  readonly #clock: Clock;

  constructor(clock: Clock, instances: readonly CloudInstance[] = []) {
    this.#clock = clock;
    for (const instance of instances) this.put(instance);
  }

  put(instance: CloudInstance): void {
    this.#kept.set(instance.id, { instance, endedAt: null });
  }

  remove(id: string): void {
    this.#kept.delete(id);
  }

  /** The next describe misses it, the one after does not. */
  missOnce(id: string): void {
    const kept = this.#kept.get(id);
    this.faults.before('instances', () => {
      this.#kept.delete(id);
      this.faults.before('instances', () => {
        if (kept !== undefined) this.#kept.set(id, this.#kept.get(id) ?? kept);
      });
    });
  }

  /** The state as EC2 would tell it now; `absent` where it no longer tells. */
  stateOf(id: string): string {
    return this.#visible().find((instance) => instance.id === id)?.state ?? 'absent';
  }

  async account(): Promise<string> {
    return this.faults.strike('account', () => this.accountId);
  }

  async *instances(region: string, query: InstanceQuery): AsyncGenerator<CloudInstance> {
    const isAsked = (instance: CloudInstance): boolean =>
      query.by === 'ids' ? query.ids.includes(instance.id) : instance.tags['ManagedBy'] === 'SpotOptimizer';
    yield* this.faults.strike('instances', () => this.#visible().filter((instance) => instance.region === region && isAsked(instance)));
  }

  async mayTerminate(): Promise<boolean> {
    return this.faults.strike('mayTerminate', () => true);
  }

  async terminate(region: string, ids: readonly string[]): Promise<TerminationAnswer> {
    this.calls.push(`terminate ${ids.join(' ')}`);
    return this.faults.strike('terminate', () => this.#terminate(region, ids));
  }

  async waitToResend(_region: string, { signal }: { readonly signal: AbortSignal }): Promise<boolean> {
    if (this.patience === 0 || signal.aborted) return false;
    this.patience -= 1;
    return true;
  }

  async protection(_region: string, id: string): Promise<{ termination: boolean; stop: boolean }> {
    return this.faults.strike('protection', () => ({ termination: this.protectedIds.has(id), stop: false }));
  }

  async unprotect(_region: string, id: string): Promise<void> {
    this.calls.push(`unprotect ${id}`);
    this.faults.strike('unprotect', () => this.protectedIds.delete(id));
  }

  async spotRequests(_region: string, ids: readonly string[]): Promise<readonly SpotRequest[]> {
    return this.faults.strike('spotRequests', () => ids.flatMap((id) => this.requests.get(id) ?? []));
  }

  async cancelSpotRequests(_region: string, ids: readonly string[]): Promise<void> {
    this.calls.push(`cancel ${ids.join(' ')}`);
    this.faults.strike('cancelSpotRequests', () => {
      for (const id of ids) {
        const request = this.requests.get(id);
        if (request !== undefined) this.requests.set(id, { ...request, state: 'cancelled' });
      }
    });
  }

  async spotPrices(_region: string, query: { readonly instanceTypes: readonly string[] }): Promise<readonly SpotPrice[]> {
    return this.faults.strike('spotPrices', () => this.prices.filter((price) => query.instanceTypes.includes(price.instanceType)));
  }

  async onDemandPrices(region: string, instanceTypes: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.faults.strike('onDemandPrices', () => {
      const priced = instanceTypes.map((type) => [type, this.listedPrices.get(`${type} ${region}`)] as const);
      return new Map(priced.flatMap(([type, price]) => (price === undefined ? [] : [[type, price] as const])));
    });
  }

  #terminate(region: string, ids: readonly string[]): TerminationAnswer {
    const named = ids.map((id) => this.#visible().find((instance) => instance.id === id && instance.region === region));
    const known = named.filter((instance) => instance !== undefined);
    if (known.length < ids.length || ids.some((id) => this.unfoundIds.has(id)))
      throw new SpotctlError({ code: 'AWS_NOT_FOUND', message: `The instance ID '${ids.join(', ')}' does not exist` });
    const denied = known.find(({ id }) => this.deniedIds.has(id));
    if (denied !== undefined) throw new SpotctlError({ code: 'AWS_DENIED', message: `not authorized to terminate ${denied.id}` });
    const shielded = known.filter(({ id }) => this.protectedIds.has(id));
    const doomed = known.filter(({ az }) => !shielded.some((other) => other.az === az));
    const accepted = doomed.map((instance) => this.#end(instance));
    if (shielded.length > 0)
      throw new SpotctlError({ code: 'AWS_PROTECTED', message: `The instance '${shielded[0]?.id}' may not be terminated.` });
    return { accepted, requestId: 'a1b2c3' };
  }

  #end(instance: CloudInstance): TerminationAnswer['accepted'][number] {
    if (isStanding(instance.state)) {
      this.#kept.set(instance.id, { instance, endedAt: this.#clock.now().getTime() });
      this.#relaunch(instance);
    }
    return { id: instance.id, previousState: instance.state, currentState: 'shutting-down' };
  }

  #relaunch(instance: CloudInstance): void {
    const request = this.requests.get(instance.spotRequestId ?? '');
    if (request?.type !== 'persistent' || request.state !== 'active') return;
    const id = `i-0${request.id.slice(4).padEnd(16, '0')}`;
    this.put({ ...instance, id, launchedAt: this.#clock.now().toISOString() });
    this.requests.set(request.id, { ...request, instanceId: id });
  }

  #visible(): CloudInstance[] {
    const now = this.#clock.now().getTime();
    return [...this.#kept.values()].flatMap(({ instance, endedAt }): CloudInstance[] => {
      if (endedAt === null) return [instance];
      if (now - endedAt > HOUR_MS) return [];
      return [{ ...instance, state: now - endedAt < this.endSeconds * 1_000 ? 'shutting-down' : 'terminated' }];
    });
  }
}
