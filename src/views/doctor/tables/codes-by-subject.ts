import type { Diagnosed } from '../../../usecases/diagnose.ts';

/** Codes of the findings by what they are about, each once. */
export function codesBySubject({ findings }: Diagnosed['diagnosis']): ReadonlyMap<string, readonly string[]> {
  const bySubject = Map.groupBy(findings, ({ subject }) => subject.id);
  return new Map([...bySubject].map(([id, group]) => [id, [...new Set(group.map(({ code }) => code))]]));
}
