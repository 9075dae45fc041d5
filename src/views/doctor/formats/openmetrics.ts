import type { Diagnosis } from '../../../domain/diagnosis.ts';
import { findings as catalogue } from '../../../domain/findings/index.ts';
import type { Diagnosed } from '../../../usecases/diagnose.ts';

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/** The diagnosis as OpenMetrics text, for node_exporter's textfile collector. What is unknown has no sample, rather than a zero. */
export function doctorOpenmetrics(diagnosed: Diagnosed): string {
  const metrics = [...checkMetrics(diagnosed), ...fleetMetrics(diagnosed.diagnosis), ...runMetrics(diagnosed)];
  return `${metrics.map(render).join('')}# EOF\n`;
}

function checkMetrics({ diagnosis, input }: Diagnosed): readonly Metric[] {
  const { checks, findings, suppressed, sources } = diagnosis;
  const known = checks.filter(({ status }) => status !== 'unknown' && status !== 'skipped');
  const severities = new Map(catalogue.map(({ code, severity }) => [code, severity]));
  const found = known.map(({ id }) => ({
    labels: { code: id, severity: severities.get(id) ?? 'error' },
    value: findings.filter(({ code }) => code === id).length,
  }));
  const up = Object.entries(sources).flatMap(([source, { status }]) =>
    status === 'not-configured' ? [] : [{ labels: { source }, value: status === 'seen' ? 1 : 0 }],
  );
  const logs = !input.logs.ok && input.logs.code === 'NOT_CONFIGURED' ? [] : [{ labels: { source: 'logs' }, value: input.logs.ok ? 1 : 0 }];
  const unknown = checks.filter(({ status }) => status === 'unknown').length;
  return [
    { name: 'spotctl_findings', help: 'Findings by code.', samples: found },
    { name: 'spotctl_findings_suppressed', help: 'Findings that the context keeps quiet.', samples: plain(suppressed.length) },
    { name: 'spotctl_checks_unknown', help: 'Checks that could not be made.', samples: plain(unknown) },
    { name: 'spotctl_source_up', help: 'Whether a source was seen.', samples: [...up, ...logs] },
  ];
}

function fleetMetrics({ fleet }: Diagnosis): readonly Metric[] {
  const { primaries, replicas, zombies, ghosts, unregistered, hourlyWasteUsd } = fleet;
  const counts = Object.entries({ primary: primaries, replica: replicas, zombie: zombies, ghost: ghosts, unregistered });
  const samples = counts.flatMap(([standing, value]) => (value === null ? [] : [{ labels: { standing }, value }]));
  const help = 'What nobody wants costs each hour, as far as prices are known.';
  return [
    { name: 'spotctl_fleet_instances', help: 'Instances by standing.', samples },
    { name: 'spotctl_hourly_waste_dollars', help, samples: hourlyWasteUsd === null ? [] : plain(hourlyWasteUsd) },
  ];
}

function runMetrics({ diagnosis, durationMs }: Diagnosed): readonly Metric[] {
  const madeAt = Date.parse(diagnosis.generatedAt) / 1_000;
  return [
    { name: 'spotctl_diagnosis_duration_seconds', help: 'How long the diagnosis took.', samples: plain(durationMs / 1_000) },
    { name: 'spotctl_diagnosis_timestamp_seconds', help: 'When the diagnosis was made.', samples: plain(madeAt) },
  ];
}

function plain(value: number): Metric['samples'] {
  return [{ labels: {}, value }];
}

function render({ name, help, samples }: Metric): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}\n`);
  return `# TYPE ${name} gauge\n# HELP ${name} ${help}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
