import { describe, expect, test } from 'vitest';
import { type Check, judge } from '../../../src/domain/diagnosis.ts';
import type { DiagnosisInput } from '../../../src/domain/findings/diagnosis-input.ts';
import { findings as catalogue } from '../../../src/domain/findings/index.ts';
import { withDatabaseNotConfigured } from './blindness.ts';
import { injections } from './injections.ts';
import { healthyWorld, see } from './world.ts';

const durations = { schema: 1, endpoints: 2, aws: 3, fleet: 4, logs: 0 };

function codesOf(input: DiagnosisInput): readonly string[] {
  return [...new Set(judge(input, durations).findings.map(({ code }) => code))].toSorted();
}

function checkOf(input: DiagnosisInput, code: string): Check | undefined {
  return judge(input, durations).checks.find(({ id }) => id === code);
}

describe('the catalogue', () => {
  test('gives every finding a code of its own', () => {
    const codes = catalogue.map(({ code }) => code);

    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each(catalogue)('$code says what it means, where it comes from and what to do', (finding) => {
    const texts = [finding.title, finding.expectation, finding.meaning, finding.cause, finding.evidence, finding.remedy];

    expect(texts.every((text) => text.trim().length > 10)).toBe(true);
  });

  test.each(catalogue)('$code names only other findings that there are', ({ code, related }) => {
    const known = new Set(catalogue.map((finding) => finding.code).filter((other) => other !== code));

    expect(related.filter((other) => !known.has(other))).toEqual([]);
    expect(new Set(related).size).toBe(related.length);
  });

  test('sends every instance that is to end through the one guarded way', () => {
    const commands = injections.flatMap(({ sick }) => judge(sick(), durations).findings.map(({ remedy }) => remedy.command));

    expect(commands.filter((command) => command?.startsWith('spotctl terminate'))).toEqual([]);
    expect(commands).toContain('spotctl zombies --terminate');
  });

  test('has a defect in these tests for every finding', () => {
    const injected = injections.map(({ code }) => code).toSorted();

    expect(injected).toEqual(catalogue.map(({ code }) => code).toSorted());
  });

  test('finds nothing in a healthy fleet', () => {
    const diagnosis = judge(see(healthyWorld()), durations);

    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(diagnosis.status).toBe('healthy');
  });

  test('calls a healthy fleet healthy without a database, and says which checks that skips', () => {
    const diagnosis = judge(withDatabaseNotConfigured(see(healthyWorld())), durations);

    expect(diagnosis.status).toBe('healthy');
    expect(diagnosis.checks.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${id} ${status}`)).toEqual([
      'SC106 skipped',
      'SC107 skipped',
      'SC108 skipped',
      'FL409 skipped',
      'FL410 skipped',
      'FL416 skipped',
      'FL417 skipped',
      'FL420 skipped',
      'FL421 skipped',
      'FL422 skipped',
      'FL425 skipped',
      'FL426 skipped',
      'FL427 skipped',
      'FL428 skipped',
    ]);
  });
});

describe.each(injections)('$code, where $defect', ({ code, sick, brings }) => {
  test('is not found in a healthy fleet', () => {
    const check = checkOf(see(healthyWorld()), code);

    expect(check?.status).toBe('ok');
  });

  test('is found, and nothing else', () => {
    const input = sick();

    expect(codesOf(input)).toEqual([code, ...(brings ?? [])].toSorted());
    const { severity } = catalogue.find((finding) => finding.code === code) ?? {};
    expect(checkOf(input, code)?.status).toBe(severity === 'info' ? 'ok' : severity);
  });
});

const blindable = injections.flatMap(({ blind, ...injection }) => (blind === null ? [] : [{ ...injection, blind }]));

test.each(blindable)('$code is neither found nor called fine where its source is not seen', ({ code, sick, blind, blindStatus }) => {
  const input = blind(sick());

  expect(codesOf(input)).not.toContain(code);
  expect(checkOf(input, code)?.status).toBe(blindStatus ?? 'unknown');
});
