import { refusal } from './refusal.ts';
import type { Route } from './route.ts';

export interface FoundRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The first route that a method and a path name; 404 for a path, 405 for a method nobody serves. */
export function findRoute(routes: readonly Route[], { method, path }: { readonly method: string; readonly path: string }): FoundRoute {
  const segments = path.split('/');
  const onPath = routes.flatMap((route) => {
    const params = matchPath(route.endpoint.path.split('/'), segments);
    return params === null ? [] : [{ route, params }];
  });
  if (onPath.length === 0) throw refusal(404, `No such route: ${path}`);
  const found = onPath.find(({ route }) => route.endpoint.method === method);
  if (found === undefined) throw refusal(405, `${path} does not take ${method}`);
  return found;
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [position, part] of pattern.entries()) {
    const segment = segments[position] ?? '';
    if (!part.startsWith('{')) {
      if (part !== segment) return null;
      continue;
    }
    const value = decode(segment);
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
