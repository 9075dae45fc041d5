import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

/** Values for the names in an endpoint's path, and its query. */
export interface Target {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
}

/** The URL of an endpoint; the base's own path is kept. */
export function requestUrl(base: URL, { path, parameters = {}, query = {} }: Target & { readonly path: string }): URL {
  refuseRelativeSegments(parameters);
  const url = new URL(base);
  url.pathname = base.pathname.replace(/\/+$/, '') + requestPath(path, parameters);
  url.search = '';
  url.hash = '';
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

/** The endpoint's path with every `{name}` filled in as one segment. */
export function requestPath(path: string, parameters: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent((parameters[name] ?? '').toWellFormed()));
}

/** A URL resolves these away, so that another endpoint would be called. */
function refuseRelativeSegments(parameters: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (value === '' || value === '.' || value === '..') {
      throw new SpotctlError({ code: 'BACKEND_NOT_FOUND', message: `"${value}" is nothing that a backend could know as ${name}.` });
    }
  }
}
