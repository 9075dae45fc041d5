import { causeText } from '../domain/errors/cause-text.ts';
import type { Unseen } from '../usecases/unseen-sources.ts';

/** What an answer had to leave out, a line a source; why and what to do about it once for all of the same reason. */
export function unseenLines(unseen: readonly Unseen[]): readonly string[] {
  const reasons = Map.groupBy(unseen, reasonLines);
  return [...reasons].flatMap(([reason, sources]) => [
    ...sources.map(({ source, why, code }) => `! ${source}: ${why} Its facts are unknown here. (${code})`),
    ...(reason === '' ? [] : [reason]),
  ]);
}

function reasonLines({ because }: Unseen): string {
  const cause = causeText(because?.cause);
  const hint = because?.hint ?? null;
  return [...(cause === null ? [] : [`  Why:  ${cause}`]), ...(hint === null ? [] : [`  Next: ${hint}`])].join('\n');
}
