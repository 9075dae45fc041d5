import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/findings/finding.ts';
import { followFindings } from '../../../src/domain/watch/followed-findings.ts';

function finding(id: string): Finding {
  return {
    code: 'FL401',
    severity: 'error',
    title: 'Ghost',
    subject: { type: 'instance', id },
    evidence: { backend: null, database: null, aws: null },
    hourlyCostUsd: null,
    remedy: { text: 'Terminate it.', command: null },
  };
}

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 12, 0, seconds)).toISOString();

describe('findings that are followed', () => {
  test('what stands at the first look has not just come', () => {
    expect(followFindings(null, { findings: [finding('a')], at: at(0) })).toEqual([{ finding: finding('a'), cameAt: null, wentAt: null }]);
  });

  test('one that comes later carries the moment', () => {
    const first = followFindings(null, { findings: [], at: at(0) });

    const followed = followFindings(first, { findings: [finding('a')], at: at(5) });

    expect(followFindings(followed, { findings: [finding('a')], at: at(10) })).toEqual([
      { finding: finding('a'), cameAt: at(5), wentAt: null },
    ]);
  });

  test('one that is gone stays in sight for a minute', () => {
    const first = followFindings(null, { findings: [finding('a')], at: at(0) });

    const gone = followFindings(first, { findings: [], at: at(5) });

    expect(gone).toEqual([{ finding: finding('a'), cameAt: null, wentAt: at(5) }]);
    expect(followFindings(gone, { findings: [], at: at(64) })).toEqual(gone);
    expect(followFindings(gone, { findings: [], at: at(65) })).toEqual([]);
  });

  test('one that comes back is new', () => {
    const first = followFindings(null, { findings: [finding('a')], at: at(0) });
    const gone = followFindings(first, { findings: [], at: at(5) });

    const back = followFindings(gone, { findings: [finding('a')], at: at(10) });

    expect(back).toEqual([{ finding: finding('a'), cameAt: at(10), wentAt: null }]);
  });
});
