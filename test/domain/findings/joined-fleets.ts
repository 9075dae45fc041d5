import type { DiagnosisInput } from '../../../src/domain/findings/diagnosis-input.ts';
import type { LogFacts } from '../../../src/domain/findings/log-facts.ts';
import type { FleetRows, PackableRows } from '../../../src/domain/fleet-snapshot.ts';
import { isInstanceId } from '../../../src/domain/instance.ts';
import type { Seen } from '../../../src/domain/seen.ts';

const ID =
  /i-[0-9a-f]{17}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|sir-[0-9a-f]{8}|replica-[0-9a-f]{8}|\b(?:web|api|new|idle)-01\b|\b(?:agent|backend)\.log\b/g;
const WHOLE = /^(?:new|idle|theirs|r2)$/;
const CLIENT = 'c11e0000-0000-4000-8000-00000000000a';

/** The same fleet under other ids, so that several stand side by side as one client's. */
export function renumbered(input: DiagnosisInput, part: number): DiagnosisInput {
  return renamed(input, (text) => (WHOLE.test(text) ? `${text}${part}` : text.replaceAll(ID, (id) => otherId(id, part))));
}

function otherId(id: string, part: number): string {
  const mark = part.toString(16).padStart(2, '0');
  if (id === CLIENT) return id;
  if (isInstanceId(id)) return `i-${mark}${id.slice(4)}`;
  return /^[0-9a-f]{8}-/.test(id) ? `${mark}${id.slice(2)}` : id.replace(/^(\w+)/, `$1${mark}`);
}

/** One fleet of several: every list joined, every map merged. What there is one of only takes the part that differs from a healthy one. */
export function joined(parts: readonly [DiagnosisInput, ...DiagnosisInput[]], healthy: DiagnosisInput): DiagnosisInput {
  const [first] = parts;
  return {
    fleet: {
      ...first.fleet,
      backend: joinedRows(parts.map(({ fleet }) => fleet.backend)),
      database: joinedRows(parts.map(({ fleet }) => fleet.database)),
      regions: byKey(
        parts.map(({ fleet }) => fleet.regions),
        (some) => ({ ok: true, value: some.flatMap((seen) => (seen.ok ? [...seen.value] : [])) }),
      ),
    },
    schema: { ok: true, value: { source: 'database', rows: parts.flatMap(({ schema }) => (schema.ok ? schema.value.rows : [])) } },
    endpoints: parts.flatMap(({ endpoints }) => endpoints),
    offers: new Map(parts.flatMap(({ offers }) => [...offers])),
    mayTerminate: byKey(
      parts.map(({ mayTerminate }) => mayTerminate),
      (some) => ({ ok: true, value: some.every((seen) => seen.ok && seen.value) }),
    ),
    spotPrices: parts.flatMap(({ spotPrices }) => spotPrices),
    server: joinedServer(parts, healthy),
    untimedSwitches: { ok: true, value: parts.flatMap(({ untimedSwitches }) => (untimedSwitches.ok ? untimedSwitches.value : [])) },
    backendUrl: parts.find(({ backendUrl }) => backendUrl !== healthy.backendUrl)?.backendUrl ?? healthy.backendUrl,
    persistentRequests: byKey(
      parts.map(({ persistentRequests }) => persistentRequests),
      (some) => ({ ok: true, value: new Set(some.flatMap((seen) => (seen.ok ? [...seen.value] : []))) }),
    ),
    protections: new Map(parts.flatMap(({ protections }) => [...protections])),
    logs: { ok: true, value: joinedLogs(parts.flatMap(({ logs }) => (logs.ok ? [logs.value] : []))) },
  };
}

function joinedRows(seen: readonly Seen<PackableRows>[]): Seen<FleetRows> {
  const rows = seen.flatMap((one) => (one.ok ? [one.value] : []));
  return {
    ok: true,
    value: {
      agents: rows.flatMap(({ agents }) => [...agents]),
      instances: rows.flatMap(({ instances }) => [...instances]),
      replicas: rows.flatMap(({ replicas }) => [...replicas]),
      foreignInstanceIds: new Set(rows.flatMap(({ foreignInstanceIds }) => [...(foreignInstanceIds ?? [])])),
    },
  };
}

function joinedServer(parts: readonly DiagnosisInput[], healthy: DiagnosisInput): DiagnosisInput['server'] {
  const usual = healthy.server.ok ? healthy.server.value : null;
  const changed = parts.flatMap(({ server }) => {
    if (!server.ok) return [];
    return [
      Object.fromEntries(Object.entries(server.value).filter(([name, value]) => String(value) !== String(Reflect.get(usual ?? {}, name)))),
    ];
  });
  return usual === null ? healthy.server : { ok: true, value: Object.assign({}, usual, ...changed) };
}

function joinedLogs(logs: readonly LogFacts[]): LogFacts {
  return {
    sinceSeconds: logs[0]?.sinceSeconds ?? 0,
    files: logs.flatMap(({ files }) => files),
    unknownColumns: logs.flatMap(({ unknownColumns }) => unknownColumns),
    failedSweeps: logs.flatMap(({ failedSweeps }) => failedSweeps),
    cleanups: logs.flatMap(({ cleanups }) => cleanups),
  };
}

function byKey<T>(maps: readonly ReadonlyMap<string, T>[], merge: (some: readonly T[]) => T): ReadonlyMap<string, T> {
  const groups = Map.groupBy(
    maps.flatMap((map) => [...map]),
    ([key]) => key,
  );
  return new Map([...groups].map(([key, pairs]) => [key, merge(pairs.map(([, value]) => value))]));
}

function renamed<T>(value: T, rename: (text: string) => string): T;
function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((each: unknown) => renamed(each, rename));
  if (value instanceof Set) return new Set([...value].map((each: unknown) => renamed(each, rename)));
  if (value instanceof Map)
    return new Map([...value].map(([key, each]: [unknown, unknown]) => [renamed(key, rename), renamed(each, rename)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, rename)]));
}
