import { expect, test } from 'vitest';
import type { PlannedTarget, RefusedCandidate, TerminationPlan } from '../../../src/domain/termination/termination-plan.ts';
import { terminationPlanBody } from '../../../src/views/termination/termination-plan-document.ts';
import { permissionText, terminationPlanText } from '../../../src/views/termination/termination-plan-text.ts';
import { planFor } from '../../support/plan.ts';
import { screen } from '../../support/screen.ts';

function planOf(facts: Partial<PlannedTarget>, plan: Partial<TerminationPlan> = {}): TerminationPlan {
  const made = planFor();
  return { ...made, targets: made.targets.map((target) => ({ ...target, spotRequest: null, ...facts })), ...plan };
}

const refusal: RefusedCandidate = {
  id: 'i-1',
  region: 'ap-south-1',
  guard: 'managed-by-another',
  reason: 'it belongs to Auto Scaling group web',
  liftedBy: '--allow-managed',
  hint: 'If it is meant, add --allow-managed.',
  facts: null,
};

test('shows account, client, region, count and saving above each target', () => {
  const text = terminationPlanText(planOf({ usdPerHour: 0.0135, wastedUsd: 1.2345 }), screen());

  expect(text).toMatchInlineSnapshot(`
    "1 instance to terminate, saving $0.0135 an hour
    in account 123456789012, client Acme, ap-south-1
    INSTANCE             AGENT   UNWANTED AS  AWS      ZONE         TYPE            RUNS FOR   $/HOUR  WASTED
    i-029c1999a147722de  web-01  zombie       running  ap-south-1a  t3.medium spot  1d        $0.0135   $1.23
    "
  `);
});

test('says what is special about a target', () => {
  const special = {
    spotRequest: { id: 'sir-1', type: 'persistent' },
    protection: 'on',
    agentId: null,
    leftBehind: { volumes: ['vol-1', 'vol-2'], networkInterfaces: ['eni-1'], addresses: ['203.0.113.7'] },
  } as const;

  const text = terminationPlanText(planOf(special), screen());

  expect(text.split('\n').slice(4)).toEqual([
    '· i-029c1999a147722de has a persistent spot request, sir-1: it is cancelled first.',
    '· i-029c1999a147722de is protected: --unprotect i-029c1999a147722de lifts that.',
    '· i-029c1999a147722de leaves behind, and goes on costing: volumes vol-1, vol-2; network interfaces eni-1; addresses',
    '  203.0.113.7.',
    '· i-029c1999a147722de has no agent in any source, so its end cannot be reported.',
    '',
  ]);
});

test('says what was left out, why, and the flag that would lift it', () => {
  const plan = planOf(
    {},
    {
      targets: [],
      refusals: [refusal],
      undecided: [{ id: 'i-2', region: 'us-east-1', reason: 'EC2 does not show it' }],
      unseen: [{ source: 'EC2 in eu-west-1', why: 'not permitted' }],
    },
  );

  expect(terminationPlanText(plan, screen())).toMatchInlineSnapshot(`
    "Nothing to terminate in account 123456789012, client Acme.
    ! i-1 is left alone: it belongs to Auto Scaling group web.
      Next: If it is meant, add --allow-managed.
    ! i-2 is left alone, its state is unknown: EC2 does not show it.
    ! EC2 in eu-west-1 could not be read, so something may be missing here: not permitted
    "
  `);
});

test('says that a price is not known instead of guessing it', () => {
  const text = terminationPlanText(planOf({ usdPerHour: null }), screen());

  expect(text.split('\n')[0]).toContain('saving an amount that no source knows');
});

test('counts what is only to be reported apart from what is to be terminated', () => {
  const [first] = planOf({}).targets;
  const targets = first === undefined ? [] : [first, { ...first, id: 'i-2', action: 'report', state: 'terminated' } as const];

  const text = terminationPlanText(planOf({}, { targets }), screen());

  expect(text.split('\n')[0]).toContain('1 instance to terminate, 1 instance already ending or gone, to be reported, saving ');
});

test('lets no control character of a backend or a tag through', () => {
  const plan = planOf({ logicalAgentId: 'web\u001b[2J' }, { client: { id: 'c', name: 'Ac\u0007me' } });

  const text = terminationPlanText(plan, screen());

  expect(text).toContain('web\\x1b[2J');
  expect(text).toContain('Ac\\x07me');
});

test('tells whether EC2 permits it, region by region', () => {
  const permission = new Map([
    ['ap-south-1', { ok: true, value: true } as const],
    ['eu-west-1', { ok: true, value: false } as const],
    ['us-east-1', { ok: false, why: 'EC2 did not answer', code: 'AWS_UNREACHABLE' } as const],
  ]);

  expect(permissionText(permission, screen())).toBe(
    '✓ EC2 permits it in ap-south-1.\n✗ EC2 does not permit it in eu-west-1.\n! Whether EC2 permits it in us-east-1 is not known: EC2 did not answer\n',
  );
  expect(terminationPlanBody(planOf({}), permission)).toMatchObject({
    permission: [
      { region: 'ap-south-1', allowed: true, detail: null },
      { region: 'eu-west-1', allowed: false, detail: null },
      { region: 'us-east-1', allowed: null, detail: 'EC2 did not answer' },
    ],
  });
});

test('says the same on 80 columns, the rest of each target below it, and breaks no word', () => {
  const [made] = planFor().targets;
  const plan = planOf(
    {
      usdPerHour: 0.0135,
      wastedUsd: 1.2345,
      notSweptBecause: 'sweep-fails',
    },
    {
      refusals: [{ ...refusal, facts: made ?? null }],
      over: [{ id: 'i-3', region: 'ap-south-1', reason: 'EC2 and the backend both say that it is terminated' }],
      ignoredOffers: [{ id: 'i-4', agent: 'web-01', reason: 'it belongs to another client' }],
    },
  );

  const text = terminationPlanText(plan, screen({ columns: 80 }));

  expect(text).toMatchInlineSnapshot(`
    "1 instance to terminate, saving $0.0135 an hour
    in account 123456789012, client Acme, ap-south-1
    INSTANCE             UNWANTED AS  AWS       $/HOUR  WASTED
    i-029c1999a147722de  zombie       running  $0.0135   $1.23
      agent web-01 · ap-south-1a · t3.medium spot · runs for 1d
      not swept: the endpoint that offers it to its agent fails
    ! i-1 is left alone: it belongs to Auto Scaling group web.
      zombie · running · agent web-01 · ap-south-1a · t3.medium spot · runs for 1d
      Next: If it is meant, add --allow-managed.
    · i-3 needs nothing: EC2 and the backend both say that it is terminated.
    · The sweep also offers i-4 to web-01: it is left alone, since it belongs to
      another client.
    "
  `);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('says of one that is still wanted that only the operator named it', () => {
  const text = terminationPlanText(planOf({ why: 'named', standing: 'replica', managedBy: 'Auto Scaling group web' }), screen());

  expect(text).toContain('i-029c1999a147722de  web-01  named replica');
  expect(text).toContain('is still wanted as a replica: it is here only because it was named.');
  expect(text).toContain('belongs to Auto Scaling group web, which may replace it.');
});
