import { expect, test } from 'vitest';
import { notAsked, type Seen } from '../../src/domain/seen.ts';
import { setupLines } from '../../src/views/setup-lines.ts';
import { agent, cloudInstance, fleetRows, instance, snapshot } from '../support/builders.ts';

const CLIENT = { ok: true, value: { id: 'c1', name: 'Acme' } } as const;
const ROWS = {
  ok: true,
  value: fleetRows({ agents: [agent()], instances: [instance(), instance({ id: 'i-0aaaaaaaaaaaaaaa2' })] }),
} as const;
const REGION = new Map([['ap-south-1', { ok: true, value: [cloudInstance()] } as const]]);
const WHOLE = snapshot({ client: CLIENT, backend: ROWS, database: ROWS, regions: REGION, account: { ok: true, value: '123456789012' } });

function refused(code: string): Seen<never> {
  return { ok: false, why: 'It said no.', code, because: { hint: 'Ask again.' } };
}

test('says of each source what it was seen to hold', () => {
  expect(setupLines(WHOLE, 'prod')).toEqual([
    '✓ backend: client Acme, 1 agent, 2 instances',
    '✓ AWS: account 123456789012, 1 instance of the fleet in ap-south-1',
    '✓ database: 1 agent, 2 instances',
  ]);
});

test('says of each source that refuses why, and what to do', () => {
  const shown = setupLines(
    snapshot({
      ...WHOLE,
      backend: refused('BACKEND_REFUSED'),
      database: refused('DATABASE_DENIED'),
      regions: new Map([['eu-west-1', refused('AWS_DENIED')]]),
    }),
    'prod',
  );

  expect(shown).toEqual([
    '✗ backend: It said no. (BACKEND_REFUSED)',
    '  Next: Ask again.',
    '✗ AWS in eu-west-1: It said no. (AWS_DENIED)',
    '  Next: Ask again.',
    '✗ database: It said no. (DATABASE_DENIED)',
    '  Next: Ask again.',
  ]);
});

test('says credentials that are refused once, not for each region', () => {
  const shown = setupLines(snapshot({ ...WHOLE, account: refused('AWS_CREDENTIALS') }), 'prod');

  expect(shown.slice(1, 3)).toEqual(['✗ AWS: It said no. (AWS_CREDENTIALS)', '  Next: Ask again.']);
});

test('names the context in the command for a token that is missing', () => {
  const missing = refused('TOKEN_MISSING');

  const shown = setupLines(
    snapshot({ client: missing, backend: missing, database: refused('CLIENT_UNKNOWN'), regions: new Map() }),
    'prod',
  );

  expect(shown).toEqual([
    '✗ backend: It said no.',
    '  Next: spotctl login --context prod',
    '- AWS: not asked, since the regions are those of the agents.',
    '- database: not asked, since the backend did not say which client this is.',
  ]);
});

test('leads on where there is no region to ask, and no database', () => {
  const shown = setupLines(snapshot({ ...WHOLE, regions: new Map(), database: notAsked('none') }), 'prod');

  expect(shown.slice(1)).toEqual([
    '- AWS: not asked, since no agent names a region.',
    '  Next: spotctl context set prod --region REGION',
    '- database: none is named. The rest works without it; what its schema lacks cannot be told.',
    '  Next: spotctl context set prod --env-file FILE',
  ]);
});
