const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

/** One answered call; `route` is the pattern of the path, so that ids make no series of their own. */
export interface MeasuredCall {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

interface Latency {
  readonly buckets: number[];
  count: number;
  sum: number;
}

/** What this process has done since it started; the fleet's own figures come from the database when they are asked for. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #latencies = new Map<string, Latency>();
  #offers = 0;
  #confirmations = 0;

  countCall({ method, route, status, seconds }: MeasuredCall): void {
    const labels = `method="${method}",route="${route}"`;
    const counted = `${labels},status="${String(status)}"`;
    this.#requests.set(counted, (this.#requests.get(counted) ?? 0) + 1);
    const latency = this.#latencies.get(labels) ?? { buckets: BOUNDS_SECONDS.map(() => 0), count: 0, sum: 0 };
    const bucket = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    if (bucket >= 0) latency.buckets[bucket] = (latency.buckets[bucket] ?? 0) + 1;
    latency.count += 1;
    latency.sum += seconds;
    this.#latencies.set(labels, latency);
  }

  countOffers(offers: number): void {
    this.#offers += offers;
  }

  countConfirmation(): void {
    this.#confirmations += 1;
  }

  /** The process's part of an OpenMetrics document. */
  lines(): readonly string[] {
    return [
      '# TYPE spotctl_requests counter',
      '# HELP spotctl_requests Calls answered.',
      ...[...this.#requests].map(([labels, count]) => `spotctl_requests_total{${labels}} ${String(count)}`),
      '# TYPE spotctl_request_duration_seconds histogram',
      '# UNIT spotctl_request_duration_seconds seconds',
      '# HELP spotctl_request_duration_seconds Time from the head of a call to its answer.',
      ...[...this.#latencies].flatMap(([labels, latency]) => latencyLines(labels, latency)),
      '# TYPE spotctl_offers counter',
      '# HELP spotctl_offers Instances offered for termination.',
      `spotctl_offers_total ${String(this.#offers)}`,
      '# TYPE spotctl_confirmations counter',
      '# HELP spotctl_confirmations Terminations confirmed by their agents.',
      `spotctl_confirmations_total ${String(this.#confirmations)}`,
    ];
  }
}

function latencyLines(labels: string, { buckets, count, sum }: Latency): readonly string[] {
  const name = 'spotctl_request_duration_seconds';
  let below = 0;
  const lines = BOUNDS_SECONDS.map((bound, position) => {
    below += buckets[position] ?? 0;
    return `${name}_bucket{${labels},le="${bound === 1 ? '1.0' : String(bound)}"} ${String(below)}`;
  });
  return [
    ...lines,
    `${name}_bucket{${labels},le="+Inf"} ${String(count)}`,
    `${name}_count{${labels}} ${String(count)}`,
    `${name}_sum{${labels}} ${String(sum)}`,
  ];
}
