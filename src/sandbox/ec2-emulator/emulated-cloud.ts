import { createHash } from 'node:crypto';
import type {
  CloudWorld,
  WorldOnDemandPrice,
  SpotRequestState,
  WorldInstance,
  WorldRegion,
  WorldSpotPrice,
  WorldState,
} from './cloud-world.ts';

const PENDING_MS = 2000;
const TERMINATED_VISIBLE_MS = 3_600_000;
const MS_PER_SECOND = 1000;

/** An instance as it is now: its declared facts, and what moves. */
export interface EmulatedInstance {
  readonly facts: WorldInstance;
  readonly spotRequestId: string | undefined;
  state: WorldState;
  stateSinceMs: number;
  stateReason: { readonly code: string; readonly message: string } | undefined;
  isTerminationProtected: boolean;
  isStopProtected: boolean;
}

export interface EmulatedSpotRequest {
  readonly id: string;
  readonly region: string;
  readonly type: 'one-time' | 'persistent';
  state: SpotRequestState;
  instanceId: string | undefined;
}

export interface EmulatedCloudOptions {
  readonly world: CloudWorld;
  readonly now: () => number;
  readonly shuttingDownSeconds: number;
}

/** What a launch came to; `mismatch` where its token was used for another one. */
export type Launch = { readonly kind: 'launched'; readonly id: string } | { readonly kind: 'mismatch' };

/** One AWS account in memory. Its state moves with time: `advance` brings it up to the present. */
export class EmulatedCloud {
  readonly accountId: string;
  readonly regions: readonly WorldRegion[];
  readonly spotPrices: readonly WorldSpotPrice[];
  readonly onDemandPrices: readonly WorldOnDemandPrice[];
  readonly spotRequests = new Map<string, EmulatedSpotRequest>();
  private readonly instancesById = new Map<string, EmulatedInstance>();
  private readonly now: () => number;
  private readonly shuttingDownMs: number;
  private relaunches = 0;
  private readonly launches = new Map<string, { readonly id: string; readonly fingerprint: string }>();

  constructor({ world, now, shuttingDownSeconds }: EmulatedCloudOptions) {
    this.accountId = world.accountId;
    this.regions = world.regions;
    this.spotPrices = world.spotPrices ?? [];
    this.onDemandPrices = world.onDemandPrices ?? [];
    this.now = now;
    this.shuttingDownMs = shuttingDownSeconds * MS_PER_SECOND;
    for (const { id, region, type, state, instanceId } of world.spotRequests ?? []) {
      this.spotRequests.set(id, { id, region, type, state: state ?? 'active', instanceId });
    }
    for (const facts of world.instances) this.add(facts);
  }

  instances(region?: string): readonly EmulatedInstance[] {
    const all = [...this.instancesById.values()];
    return region === undefined ? all : all.filter(({ facts }) => facts.region === region);
  }

  find(region: string, id: string): EmulatedInstance | undefined {
    const instance = this.instancesById.get(id);
    return instance?.facts.region === region ? instance : undefined;
  }

  /** Launches an instance; the same token again is the same launch, whatever has become of the instance since. */
  launch(
    facts: Omit<WorldInstance, 'id' | 'launchedAt'>,
    { token, fingerprint }: { readonly token: string; readonly fingerprint: string },
  ): Launch {
    const before = this.launches.get(token);
    if (before !== undefined) return before.fingerprint === fingerprint ? { kind: 'launched', id: before.id } : { kind: 'mismatch' };
    const id = `i-${hexDigits(`launch ${token} ${this.launches.size}`)}`;
    this.launches.set(token, { id, fingerprint });
    this.add({ ...facts, id, state: 'pending', launchedAt: new Date(this.now()).toISOString() });
    return { kind: 'launched', id };
  }

  /** Begins to shut an instance down; one that is already on its way stays as it is. */
  terminate(instance: EmulatedInstance): void {
    if (instance.state === 'shutting-down' || instance.state === 'terminated') return;
    instance.state = 'shutting-down';
    instance.stateSinceMs = this.now();
    instance.stateReason = { code: 'Client.UserInitiatedShutdown', message: 'Client.UserInitiatedShutdown: User initiated shutdown' };
  }

  advance(): void {
    const now = this.now();
    for (const instance of this.instances()) {
      if (instance.state === 'pending' && now - instance.stateSinceMs >= PENDING_MS) {
        this.enter(instance, { state: 'running', sinceMs: instance.stateSinceMs + PENDING_MS });
      }
      if (instance.state === 'shutting-down' && now - instance.stateSinceMs >= this.shuttingDownMs) {
        this.enter(instance, { state: 'terminated', sinceMs: instance.stateSinceMs + this.shuttingDownMs });
        this.settleSpotRequest(instance);
      }
      if (instance.state === 'terminated' && now - instance.stateSinceMs >= TERMINATED_VISIBLE_MS)
        this.instancesById.delete(instance.facts.id);
    }
  }

  private enter(instance: EmulatedInstance, change: { readonly state: WorldState; readonly sinceMs: number }): void {
    instance.state = change.state;
    instance.stateSinceMs = change.sinceMs;
  }

  /** A persistent request that nobody cancelled launches a successor; a one-time request is over. */
  private settleSpotRequest(ended: EmulatedInstance): void {
    const request = this.spotRequests.get(ended.spotRequestId ?? '');
    if (request?.state !== 'active' || request.instanceId !== ended.facts.id) return;
    if (request.type === 'one-time') {
      request.state = 'closed';
      return;
    }
    this.relaunches += 1;
    const id = `i-${hexDigits(`${request.id} ${this.relaunches}`)}`;
    const { stateReason: _ended, stateSince: _since, ...facts } = ended.facts;
    this.add({ ...facts, id, state: 'pending', launchedAt: new Date(this.now()).toISOString(), spotRequestId: request.id });
    request.instanceId = id;
  }

  private add(facts: WorldInstance): void {
    const spotRequestId = facts.lifecycle === 'spot' ? (facts.spotRequestId ?? `sir-${hexDigits(facts.id)}`) : undefined;
    if (spotRequestId !== undefined && !this.spotRequests.has(spotRequestId)) {
      this.spotRequests.set(spotRequestId, {
        id: spotRequestId,
        region: facts.region,
        type: 'one-time',
        state: 'active',
        instanceId: facts.id,
      });
    }
    this.instancesById.set(facts.id, {
      facts,
      spotRequestId,
      state: facts.state ?? 'running',
      stateSinceMs: facts.stateSince === undefined ? this.now() : Date.parse(facts.stateSince),
      stateReason: facts.stateReason,
      isTerminationProtected: facts.isTerminationProtected ?? false,
      isStopProtected: facts.isStopProtected ?? false,
    });
  }
}

/** 17 digits, as EC2's ids have, that are the same in every run. */
export function hexDigits(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 17);
}
