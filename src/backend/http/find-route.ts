import { refusal } from './refusal.ts';
import type { Route } from './route.ts';

export interface FoundRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Looks for the first route that a method and a path name; 404 for a path, 405 for a method nobody serves. */
export type FindRoute = (call: { readonly method: string; readonly path: string }) => FoundRoute;

interface Pattern {
  readonly route: Route;
  readonly parts: readonly string[];
}

/** Sorts the routes once by the number of their segments, so that a call meets only those it may name. */
export function routeFinder(routes: readonly Route[]): FindRoute {
  const patterns = routes.map((route): Pattern => ({ route, parts: route.endpoint.path.split('/') }));
  const byLength = Map.groupBy(patterns, ({ parts }) => parts.length);
  return ({ method, path }) => {
    const segments = path.split('/');
    let isKnown = false;
    for (const { route, parts } of byLength.get(segments.length) ?? []) {
      if (!hasFixedParts(parts, segments)) continue;
      const params = paramsOf(parts, segments);
      if (params === null) continue;
      if (route.endpoint.method === method) return { route, params };
      isKnown = true;
    }
    throw isKnown ? refusal(405, `${path} does not take ${method}`) : refusal(404, `No such route: ${path}`);
  };
}

/** From the end, where paths differ most. */
function hasFixedParts(parts: readonly string[], segments: readonly string[]): boolean {
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at];
    if (part !== segments[at] && part?.startsWith('{') !== true) return false;
  }
  return true;
}

function paramsOf(parts: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> | null {
  const params: Record<string, string> = {};
  for (const [position, part] of parts.entries()) {
    if (!part.startsWith('{')) continue;
    const value = decode(segments[position] ?? '');
    if (value === null || value === '') return null;
    params[part.slice(1, -1)] = value;
  }
  return params;
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
