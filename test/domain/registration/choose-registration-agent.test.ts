import { expect, test } from 'vitest';
import { chooseRegistrationAgent } from '../../../src/domain/registration/choose-registration-agent.ts';
import { agent, AGENT_ID, instance } from '../../support/builders.ts';

const OTHER_ID = 'a9e00000-0000-4000-8000-000000000002';
const agents = [agent(), agent({ id: OTHER_ID, logicalAgentId: 'web-02' })];
const tagged = (logicalAgentId: string): Record<string, string> => ({ LogicalAgentId: logicalAgentId });

test.for([
  ['by the UUID the operator named', { named: OTHER_ID, tags: tagged('web-01'), row: null }, OTHER_ID],
  ['by the logical id the operator named', { named: 'web-02', tags: {}, row: null }, OTHER_ID],
  ['by its tag', { named: null, tags: tagged('web-02'), row: instance() }, OTHER_ID],
  ['by its row, where it has no tag', { named: null, tags: {}, row: instance() }, AGENT_ID],
  ['by its row, where the tag only says default', { named: null, tags: tagged('default'), row: instance() }, AGENT_ID],
] as const)('finds the agent %s', ([, known, id]) => {
  const chosen = chooseRegistrationAgent({ agents, ...known });

  expect(chosen).toMatchObject({ chosen: true, agent: { id } });
});

test.for([
  ['AGENT_AMBIGUOUS', 'nothing says whose it is', { named: null, tags: {}, row: null }],
  ['AGENT_UNKNOWN', 'its tag names an agent this client does not have', { named: null, tags: tagged('web-99'), row: null }],
  ['AGENT_UNKNOWN', 'the operator named an agent this client does not have', { named: 'web-99', tags: {}, row: null }],
] as const)('fails with %s when %s', ([code, , known]) => {
  expect(chooseRegistrationAgent({ agents, ...known })).toMatchObject({ chosen: false, code });
});

test('does not choose between two agents of one logical id', () => {
  const twins = [agent(), agent({ id: OTHER_ID })];

  expect(chooseRegistrationAgent({ agents: twins, named: 'web-01', tags: {}, row: null })).toMatchObject({
    chosen: false,
    code: 'AGENT_AMBIGUOUS',
  });
});
