import { expect, test } from 'vitest';
import { doctorReport } from '../../../src/views/doctor/doctor-report.ts';
import { withoutAws } from '../../domain/findings/blindness.ts';
import { healthyWorld, see } from '../../domain/findings/world.ts';
import { NOW } from '../../support/builders.ts';
import { diagnosed, incident, OLD_ID } from './diagnosed.ts';

test('is the document of the kind DoctorReport', () => {
  const report = doctorReport(diagnosed(incident()));

  expect(Object.keys(report)).toEqual(['generatedAt', 'durationMs', 'status', 'sources', 'checks', 'findings', 'fleet', 'suppressed']);
  expect(report).toMatchObject({ generatedAt: NOW, durationMs: 230, status: 'problems', suppressed: [] });
  expect(report.fleet).toEqual({ instances: 2, primaries: 0, replicas: 0, zombies: 0, ghosts: 1, unregistered: 1, hourlyWaste: 0.0125 });
  expect(report.findings.find(({ code }) => code === 'FL401')).toEqual({
    code: 'FL401',
    severity: 'error',
    title: 'Ghost: terminated in the book, running in EC2',
    subject: { type: 'instance', id: OLD_ID },
    evidence: {
      backend: 'web-01: terminated, is_primary=1, is_active=0',
      database: 'web-01: terminated, is_primary=1, is_active=0, terminated 2026-11-23 02:00Z',
      aws: 'running, t3.medium spot in ap-south-1a, $0.13 wasted since 2026-11-23 02:00Z',
    },
    hourlyCost: 0.0125,
    remedy: {
      text: 'Register its replacement first, since it still claims to be the primary; then terminate it.',
      command: 'spotctl zombies --terminate',
    },
  });
});

test('tells each check with its category, its status and how long its sources took', () => {
  const { checks } = doctorReport(diagnosed(incident()));

  expect(checks.find(({ id }) => id === 'SC102')).toEqual({
    id: 'SC102',
    category: 'schema',
    title: 'Every column of the termination flow exists',
    durationMs: 8,
    status: 'error',
    detail: 'instances.termination_attempted_at',
  });
});

test('gives an unknown waste as null, never as nothing', () => {
  const input = incident();

  const { fleet } = doctorReport(diagnosed({ ...input, spotPrices: [] }));

  expect(fleet).toMatchObject({ ghosts: 1, hourlyWaste: null });
});

test('names the sources that were not seen', () => {
  const { sources, status } = doctorReport(diagnosed(withoutAws(see(healthyWorld()))));

  expect(status).toBe('problems');
  expect(sources).toEqual({
    backend: { status: 'seen', detail: null },
    database: { status: 'seen', detail: null },
    aws: {
      status: 'unseen',
      detail: 'ap-south-1: taken away (AWS_CREDENTIALS); us-east-1: taken away (AWS_CREDENTIALS)',
    },
  });
});
