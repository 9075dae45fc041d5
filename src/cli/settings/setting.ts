/** Where a value came from, in the order of precedence. */
export type Origin = 'flag' | 'environment' | 'context' | 'default';

/** A value that knows its origin: `from` names the flag, the variable or the context. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly from: string;
}

export function fromFlag<T>(flag: string, value: T): Setting<T> {
  return { value, origin: 'flag', from: flag };
}

export function fromVariable<T>(name: string, value: T): Setting<T> {
  return { value, origin: 'environment', from: name };
}

/** `from`: the context's name, or the file that names the context. */
export function fromContext<T>(from: string, value: T): Setting<T> {
  return { value, origin: 'context', from };
}

export function byDefault<T>(value: T): Setting<T> {
  return { value, origin: 'default', from: 'default' };
}

/** The first that is there, else the default. */
export function firstGiven<T>(candidates: readonly (Setting<T | null | undefined> | null)[], fallback: T): Setting<T> {
  for (const candidate of candidates) {
    if (candidate?.value !== null && candidate?.value !== undefined) return { ...candidate, value: candidate.value };
  }
  return byDefault(fallback);
}
