import type { Evidence, Finding, FindingDefinition } from './finding.ts';

/** Evidence under the code that found it, with every field there. */
export function reportFinding(definition: FindingDefinition, evidence: Evidence): Finding {
  return {
    code: definition.code,
    severity: definition.severity,
    title: definition.title,
    subject: evidence.subject,
    evidence: { backend: evidence.backend ?? null, database: evidence.database ?? null, aws: evidence.aws ?? null },
    hourlyCostUsd: evidence.hourlyCostUsd ?? null,
    remedy: evidence.remedy,
  };
}
