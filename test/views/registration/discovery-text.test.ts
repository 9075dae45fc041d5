import { expect, test } from 'vitest';
import type { Discovered } from '../../../src/domain/registration/discovered.ts';
import { discoveryText } from '../../../src/views/registration/discovery-text.ts';
import { NEW_ID } from '../../support/registering.ts';
import { screen } from '../../support/screen.ts';

const found: Discovered = {
  id: NEW_ID,
  region: 'ap-south-1',
  az: 'ap-south-1c',
  instanceType: 't3.medium',
  mode: 'spot',
  state: 'running',
  launchedAt: '2026-11-22T12:00:00.000Z',
  ageSeconds: 86_400,
  hourlyCost: 0.0134,
  logicalAgentId: 'web-01',
  servedBy: null,
};

test('lists what was discovered by number, with what speaks against it, inside 80 columns', () => {
  const discovery = {
    found: [found, { ...found, id: 'i-2', state: 'stopped', hourlyCost: null, ageSeconds: null }, { ...found, id: 'i-3', servedBy: 'i-9' }],
    strangers: [
      { id: 'i-4', region: 'ap-south-1', tag: 'gone-01' },
      { id: 'i-5', region: 'ap-south-1', tag: null },
    ],
    unseen: [],
  } as const;

  const shown = discoveryText(discovery, { screen: screen({ columns: 80 }), isPrimary: true });

  expect(shown).toMatchInlineSnapshot(`
    "3 instances under the fleet's tags that the backend does not know:
      1  i-0aaaaaaaaaaaaaaa1  agent web-01, t3.medium in ap-south-1c, spot at
         $0.0134 an hour, 1d old
      2  i-2  agent web-01, t3.medium in ap-south-1c, spot at an unknown price, of
         unknown age
         ! EC2 shows it as stopped, and only a running instance can serve
      3  i-3  agent web-01, t3.medium in ap-south-1c, spot at $0.0134 an hour, 1d
         old
         ! i-9 serves its agent already: it is replaced if you choose this one
    ! i-4 in ap-south-1 is not offered: its tag names agent gone-01, which this
      client does not have.
    ! i-5 in ap-south-1 is not offered: no tag names its agent. If it is yours:
      spotctl register-instance i-5 --agent AGENT
    "
  `);
  expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
