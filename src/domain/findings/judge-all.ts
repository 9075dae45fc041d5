import type { Facts } from './facts.ts';
import type { Evidence, FindingDefinition } from './finding.ts';

export interface Judged {
  readonly definition: FindingDefinition;
  readonly evidence: readonly Evidence[];
}

/** What these definitions find, each in its place. The fleet's instances are gone through once, for all that look at every one. */
export function judgeAll(definitions: readonly FindingDefinition[], facts: Facts): readonly Judged[] {
  const judged = definitions.map((definition) => ({ definition, evidence: [...(definition.judge?.(facts) ?? [])] }));
  const looking = judged.flatMap(({ definition: { judgeEach }, evidence }) => (judgeEach === undefined ? [] : [{ judgeEach, evidence }]));
  if (looking.length === 0) return judged;
  for (const instance of facts.fleet.instances) {
    for (const { judgeEach, evidence } of looking) {
      const found = judgeEach(instance, facts);
      if (found !== null) evidence.push(found);
    }
  }
  return judged;
}
