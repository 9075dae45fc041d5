import type { Compilable, CompiledQuery } from 'kysely';

type Texts<Name extends string> = Readonly<Record<Name, string>>;

/**
 * A query whose text is built at its first use and kept, since building costs more than running it. The query is built with
 * placeholders by these names; each use puts its own values in their place.
 */
export function compileOnce<Name extends string, Row>(
  names: readonly Name[],
  build: (placeholders: Texts<Name>) => Compilable<Row>,
): (values: Texts<Name>) => CompiledQuery<Row>;
export function compileOnce<Row>(
  names: readonly string[],
  build: (placeholders: Texts<string>) => Compilable<Row>,
): (values: Texts<string>) => CompiledQuery<Row> {
  const placeholders = Object.fromEntries(names.map((name) => [name, `\u0000${name}`]));
  let compiled: CompiledQuery<Row> | null = null;
  return (values) => {
    compiled ??= build(placeholders).compile();
    return { ...compiled, parameters: compiled.parameters.map((parameter) => valueOf(parameter, values)) };
  };
}

function valueOf(parameter: unknown, values: Texts<string>): unknown {
  return typeof parameter === 'string' && parameter.startsWith('\u0000') ? values[parameter.slice(1)] : parameter;
}
