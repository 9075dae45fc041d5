import { describe, expect, test } from 'vitest';
import { EventCounter } from '../../../src/cli/agent/count-events.ts';
import { agentMetrics } from '../../../src/views/agent/agent-metrics.ts';
import { NOW } from '../../support/builders.ts';

const ID = 'i-029c1999a147722de';

function counting(): EventCounter {
  return new EventCounter('2026-11-23T11:00:00.000Z');
}

describe('the counts of an agent', () => {
  test('tell in OpenMetrics what it has done', () => {
    const counter = counting();

    counter.count({ kind: 'registered', agentId: 'a', instanceId: ID, isServing: true, isEnabled: true }, NOW);
    counter.count({ kind: 'alive' }, NOW);
    counter.count({ kind: 'gone', id: ID }, NOW);
    counter.count({ kind: 'reported', id: ID }, NOW);
    counter.count({ kind: 'failed', doing: 'sweep', code: 'AWS_UNREACHABLE', message: 'No.', nextInSeconds: 60 }, NOW);

    expect(agentMetrics(counter.counts()).split('\n')).toEqual([
      '# TYPE spotctl_agent_heartbeats counter',
      '# HELP spotctl_agent_heartbeats Heartbeats that the backend took.',
      'spotctl_agent_heartbeats_total 1',
      '# TYPE spotctl_agent_terminations counter',
      '# HELP spotctl_agent_terminations Instances of which EC2 said terminated.',
      'spotctl_agent_terminations_total 1',
      '# TYPE spotctl_agent_reports counter',
      '# HELP spotctl_agent_reports Ends that the backend was told of.',
      'spotctl_agent_reports_total 1',
      '# TYPE spotctl_agent_declined_offers counter',
      '# HELP spotctl_agent_declined_offers Instances that were left alone although they were offered.',
      'spotctl_agent_declined_offers_total 0',
      '# TYPE spotctl_agent_launches counter',
      '# HELP spotctl_agent_launches Replacements that were launched.',
      'spotctl_agent_launches_total 0',
      '# TYPE spotctl_agent_replicas counter',
      '# HELP spotctl_agent_replicas Replicas that run and were told of.',
      'spotctl_agent_replicas_total 0',
      '# TYPE spotctl_agent_interruptions counter',
      '# HELP spotctl_agent_interruptions Announced ends of its machine that the backend was told of.',
      'spotctl_agent_interruptions_total 0',
      '# TYPE spotctl_agent_switches counter',
      '# HELP spotctl_agent_switches Switches that the backend was told of.',
      'spotctl_agent_switches_total 0',
      '# TYPE spotctl_agent_failures counter',
      '# HELP spotctl_agent_failures Duties that failed.',
      'spotctl_agent_failures_total{duty="sweep"} 1',
      '# TYPE spotctl_agent_heartbeat_timestamp_seconds gauge',
      '# HELP spotctl_agent_heartbeat_timestamp_seconds When the backend last took a heartbeat.',
      `spotctl_agent_heartbeat_timestamp_seconds ${Date.parse(NOW) / 1_000}`,
      '# TYPE spotctl_agent_serving gauge',
      "# HELP spotctl_agent_serving Whether its instance is the agent's primary.",
      'spotctl_agent_serving 1',
      '# TYPE spotctl_agent_enabled gauge',
      '# HELP spotctl_agent_enabled Whether the operator has left it switched on.',
      'spotctl_agent_enabled 1',
      '# EOF',
      '',
    ]);
  });

  test('know of one that stands by that the backend answers, though it sends no heartbeat', () => {
    const counter = counting();

    counter.count({ kind: 'standing', instanceId: ID, isServing: false, isEnabled: true }, NOW);
    counter.count({ kind: 'heard' }, NOW);

    expect(counter.counts()).toMatchObject({ heartbeatAt: null, heardAt: NOW, standing: { isServing: false, isEnabled: true } });
  });
});
