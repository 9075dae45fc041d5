import type { Check } from '../../domain/diagnosis.ts';
import type { Finding } from '../../domain/findings/finding.ts';
import type { SourceReports } from '../../domain/source-reports.ts';
import type { Diagnosed } from '../../usecases/diagnose.ts';

/** The JSON kind `DoctorReport`. */
export interface DoctorReport {
  readonly generatedAt: string;
  readonly durationMs: number;
  readonly status: 'healthy' | 'problems' | 'incomplete';
  readonly sources: SourceReports;
  readonly checks: readonly Check[];
  readonly findings: readonly ReportedFinding[];
  readonly fleet: {
    readonly instances: number | null;
    readonly primaries: number | null;
    readonly replicas: number | null;
    readonly zombies: number | null;
    readonly ghosts: number | null;
    readonly unregistered: number | null;
    readonly hourlyWaste: number | null;
  };
  /** Findings that the context keeps quiet, each with why and until when. */
  readonly suppressed: readonly (ReportedFinding & { readonly reason: string; readonly until: string })[];
}

type ReportedFinding = Omit<Finding, 'hourlyCostUsd'> & { readonly hourlyCost: number | null };

export function doctorReport({ diagnosis, durationMs }: Diagnosed): DoctorReport {
  const { hourlyWasteUsd, instances, primaries, replicas, zombies, ghosts, unregistered } = diagnosis.fleet;
  return {
    generatedAt: diagnosis.generatedAt,
    durationMs,
    status: diagnosis.status,
    sources: diagnosis.sources,
    checks: diagnosis.checks,
    findings: diagnosis.findings.map(reported),
    fleet: { instances, primaries, replicas, zombies, ghosts, unregistered, hourlyWaste: hourlyWasteUsd },
    suppressed: diagnosis.suppressed.map(({ reason, until, ...finding }) => ({ ...reported(finding), reason, until })),
  };
}

function reported({ hourlyCostUsd, remedy, ...finding }: Finding): ReportedFinding {
  return { ...finding, hourlyCost: hourlyCostUsd, remedy };
}
