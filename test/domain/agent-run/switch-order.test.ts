import { describe, expect, test } from 'vitest';
import { type AgentCommand, readOrder } from '../../../src/domain/agent-run/switch-order.ts';
import { identity } from '../../support/agent.ts';
import { INSTANCE_ID } from '../../support/builders.ts';

function command(facts: Partial<AgentCommand> = {}): AgentCommand {
  return { id: 'c-1', instanceId: INSTANCE_ID, targetMode: 'spot', targetPoolId: 't3.large.ap-south-1b', ...facts };
}

describe('a switch command', () => {
  test('names the pool by type and zone', () => {
    expect(readOrder(command(), identity())).toEqual({
      ok: true,
      order: {
        commandId: 'c-1',
        oldInstanceId: INSTANCE_ID,
        region: 'ap-south-1',
        instanceType: 't3.large',
        az: 'ap-south-1b',
        mode: 'spot',
      },
    });
  });

  test('keeps type and zone where it names no pool', () => {
    expect(readOrder(command({ targetMode: 'ondemand', targetPoolId: null }), identity())).toMatchObject({
      order: { instanceType: 't3.medium', az: 'ap-south-1a', mode: 'ondemand' },
    });
  });

  test.each([
    { what: 'names no mode', facts: { targetMode: null }, why: 'it names no mode to switch to, but nothing' },
    {
      what: 'is about another instance',
      facts: { instanceId: 'i-0aaaaaaaaaaaaaaaa' },
      why: `it is about i-0aaaaaaaaaaaaaaaa, and this agent manages ${INSTANCE_ID}`,
    },
    { what: 'names no pool', facts: { targetPoolId: 'somewhere' }, why: '"somewhere" is no pool of the form TYPE.ZONE' },
    {
      what: 'leads to another region',
      facts: { targetPoolId: 't3.large.eu-west-1a' },
      why: "its pool is in eu-west-1a, outside this agent's region ap-south-1",
    },
  ])('is refused where it $what', ({ facts, why }) => {
    expect(readOrder(command(facts), identity())).toEqual({ ok: false, why });
  });
});
