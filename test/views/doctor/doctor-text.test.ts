import { describe, expect, test } from 'vitest';
import { printable } from '../../../src/views/printable.ts';
import { doctorText } from '../../../src/views/doctor/doctor-text.ts';
import { cloudInstance } from '../../support/builders.ts';
import { screen } from '../../support/screen.ts';
import { withDatabaseNotConfigured, withoutAws } from '../../domain/findings/blindness.ts';
import { ago, healthyWorld, schemaRow, see, zombie } from '../../domain/findings/world.ts';
import { diagnosed, incident } from './diagnosed.ts';

const narrow = { screen: screen({ columns: 80 }), isComplete: false };

describe('at 80 columns', () => {
  test('shows the incident: checks, findings with cost and remedy, the sources side by side, the verdict', () => {
    expect(doctorText(diagnosed(incident()), narrow)).toMatchInlineSnapshot(`
      "client Acme · AWS account 123456789012 · ap-south-1 · 230 ms

      Schema
        ✗ SC102  Column missing
        ✓ 7 checks passed
      Endpoints
        ✗ EP203  Endpoint answers 5xx
        ✗ EP209  Health says healthy while the backend fails
        ✓ 7 checks passed
      AWS
        ✓ 4 checks passed
      Fleet
        ✗ FL401  Ghost: terminated in the book, running in EC2
        ✗ FL404  Unregistered: runs under the fleet’s tags, unknown to the backend
        ✗ FL406  Enabled agent without a primary
        ✗ FL420  Row contradicts itself
        ✓ 24 checks passed
      Logs
        ✓ 3 checks passed

      Findings
      ✗ SC102  Column missing
          instances.termination_attempted_at: missing; breaks instances-to-terminate
          → Add what is missing; nothing else is changed.
            $ spotctl schema apply
      ✗ EP203  Endpoint answers 5xx
          instances-to-terminate: 500: 1054 (42S22): Unknown column
            'i.termination_attempted_at' in 'where clause'
          → The database lacks the column termination_attempted_at: add it.
            $ spotctl schema apply
      ✗ EP209  Health says healthy while the backend fails
          health: healthy, but instances-to-terminate answers 5xx
          → Let monitoring call this in place of the health endpoint.
            $ spotctl doctor
      ✗ FL401  Ghost: terminated in the book, running in EC2
          instance i-029c1999a147722de  $0.0125/h
            backend   web-01: terminated, is_primary=1, is_active=0
            database  web-01: terminated, is_primary=1, is_active=0, terminated
                      2026-11-23 02:00Z
            aws       running, t3.medium spot in ap-south-1a, $0.13 wasted since
                      2026-11-23 02:00Z
          → Register its replacement first, since it still claims to be the primary;
            then terminate it.
            $ spotctl zombies --terminate
      ✗ FL404  Unregistered: runs under the fleet’s tags, unknown to the backend
          instance i-0f75d6fccfb53a938  $0.0125/h
            backend   web-01: no row
            aws       running, t3.medium spot in ap-south-1a
          → Register it; it becomes the primary of its agent.
            $ spotctl register-instance i-0f75d6fccfb53a938 --agent web-01
      ✗ FL406  Enabled agent without a primary
          agent f389c0c2-1bd9-4a07-a7a6-10a84a048f2c
            backend   web-01: no primary; instance_id i-029c1999a147722de is
                      terminated
            database  the same
            aws       i-029c1999a147722de: running, t3.medium spot in ap-south-1a
          → Register i-0f75d6fccfb53a938, which runs under its tags, as its primary.
            $ spotctl register-instance i-0f75d6fccfb53a938 --agent web-01
      ✗ FL420  Row contradicts itself
          instance i-029c1999a147722de  $0.0125/h
            backend   web-01: terminated, is_primary=1, is_active=0; contradiction:
                      terminated but is_primary
            database  web-01: terminated, is_primary=1, is_active=0, terminated
                      2026-11-23 02:00Z
            aws       running, t3.medium spot in ap-south-1a, $0.13 wasted since
                      2026-11-23 02:00Z
          → Register the agent’s serving instance, which demotes this row; what stays
            wrong after that must be corrected in the database.

      Schema
      ELEMENT                             EXPECTED        DATABASE
      instances.termination_attempted_at  timestamp null  missing

      Endpoints
      ENDPOINT                EXPECTED  BACKEND  TOOK   SAYS
      instances-to-terminate  200       500      12 ms  1054 (42S22): Unknown column…

      Agents
      AGENT   EXPECTED   BACKEND              DATABASE  AWS      FINDINGS
      web-01  a primary  i-029c1999a147722de  same      running  FL406

      Instances
      INSTANCE             EXPECTED    BACKEND     DATABASE    AWS      FINDINGS
      i-029c1999a147722de  gone        terminated  terminated  running  FL401 FL420
      i-0f75d6fccfb53a938  registered  -           -           running  FL404

      ✗ 7 errors; 1 ghost, 1 unregistered; $0.0125 wasted each hour.
      "
    `);
  });

  test('shows a healthy fleet in a few lines', () => {
    expect(doctorText(diagnosed(see(healthyWorld())), narrow)).toMatchInlineSnapshot(`
      "client Acme · AWS account 123456789012 · ap-south-1, us-east-1 · 230 ms

      Schema
        ✓ 8 checks passed
      Endpoints
        ✓ 9 checks passed
      AWS
        ✓ 4 checks passed
      Fleet
        ✓ 28 checks passed
      Logs
        ✓ 3 checks passed

      ✓ Healthy: 52 checks passed, 3 instances; nothing wasted.
      "
    `);
  });

  test('tells together what could not be checked for one reason, and apart what was not set up', () => {
    const blind = withoutAws(withDatabaseNotConfigured(see(healthyWorld())));

    expect(doctorText(diagnosed(blind), narrow)).toMatchInlineSnapshot(`
      "client Acme · ap-south-1, us-east-1 · 230 ms

      Schema
        - 3 checks skipped: no database is configured (SC106 SC107 SC108)
        ✓ 5 checks passed
      Endpoints
        ✓ 9 checks passed
      AWS
        ✗ AW301  No usable AWS credentials
        ? 3 checks unknown: EC2 in ap-south-1: taken away (AWS_CREDENTIALS) (AW302
          AW303 AW304)
      Fleet
        ? 15 checks unknown: EC2 in ap-south-1: taken away (AWS_CREDENTIALS) (FL401
          FL402 FL403 FL404 FL407 FL409 FL410 FL411 FL413 FL414 FL415 FL416 FL418
          FL422 FL427)
        - 6 checks skipped: no database is configured (FL417 FL420 FL421 FL425 FL426
          FL428)
        ✓ 7 checks passed
      Logs
        ✓ 3 checks passed

      Findings
      ✗ AW301  No usable AWS credentials
          aws: taken away (AWS_CREDENTIALS)
          → Set AWS_PROFILE, or configure keys.
            $ aws configure

      ✗ 1 error; waste unknown; 18 checks unknown.
      "
    `);
  });

  test('breaks no line beyond the screen, but for a word that is longer', () => {
    const lines = doctorText(diagnosed(incident()), narrow).split('\n');

    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

test('puts whose it is and what it costs beside the sources where the screen has room', () => {
  const wide = { screen: screen({ columns: 200 }), isComplete: false };

  const text = doctorText(diagnosed(incident()), wide);

  expect(text.slice(text.indexOf('\nSchema\nELEMENT'))).toMatchInlineSnapshot(`
    "
    Schema
    ELEMENT                             EXPECTED        DATABASE
    instances.termination_attempted_at  timestamp null  missing

    Endpoints
    ENDPOINT                EXPECTED  BACKEND  TOOK   SAYS
    instances-to-terminate  200       500      12 ms  1054 (42S22): Unknown column 'i.termination_attempted_at' in 'where clause'

    Agents
    AGENT   STATUS  HEARTBEAT  EXPECTED   BACKEND              DATABASE  AWS      FINDINGS
    web-01  online  0s         a primary  i-029c1999a147722de  same      running  FL406

    Instances
    INSTANCE             AGENT   TYPE       ZONE         $/HOUR   WASTED  EXPECTED    BACKEND     DATABASE    AWS      FINDINGS
    i-029c1999a147722de  web-01  t3.medium  ap-south-1a  $0.0125  $0.13   gone        terminated  terminated  running  FL401 FL420
    i-0f75d6fccfb53a938  web-01  t3.medium  ap-south-1a  $0.0125  -       registered  -           -           running  FL404

    ✗ 7 errors; 1 ghost, 1 unregistered; $0.0125 wasted each hour.
    "
  `);
});

test('sets what the backend tells of the schema beside the database, where they differ even if that is well', () => {
  const row = schemaRow({ kind: 'column', name: 'updated_at' });
  const input = {
    ...see({ ...healthyWorld(), schemaRows: [row] }),
    toldSchema: { source: 'backend', rows: [{ ...row, actual: null, state: 'missing' }] },
  } as const;

  expect(doctorText(diagnosed(input), narrow)).toContain(
    'ELEMENT               EXPECTED     DATABASE     BACKEND\ninstances.updated_at  as required  as required  missing\n',
  );
});

test('breaks no row of a table beyond 80 columns, however many of its cells are long', () => {
  const long = 'timestamp null default current_timestamp on update current_timestamp';
  const input = see({ ...healthyWorld(), schemaRows: [schemaRow({ kind: 'column', name: 'updated_at', expected: long, actual: long })] });

  const lines = doctorText(diagnosed(input), { ...narrow, isComplete: true }).split('\n');

  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.find((line) => line.startsWith('instances.updated_at'))).toMatch(
    /^instances\.updated_at {2}timestamp .*… {2}timestamp .*…$/u,
  );
});

test('shows every check and every row that agrees, when asked for all', () => {
  const text = doctorText(diagnosed(see(healthyWorld())), { screen: screen({ columns: 100 }), isComplete: true });

  expect(text).toContain('✓ FL401  What the backend calls terminated is gone from EC2\n');
  expect(text).toContain('instances.termination_attempted_at          as required  as required\n');
  expect(text).toContain('i-0f75d6fccfb53a938  running   primary     primary     running\n');
  expect(text).toContain('web-01  online  0s         i-0f75d6fccfb53a938  i-0f75d6fccfb53a938  same      running\n');
});

test('shows the first five of many, and counts the rest', () => {
  const ids = Array.from({ length: 8 }, (_each, number) => `i-0ddddddddddddddd${number}`);
  const healthy = healthyWorld();
  const many = see({
    ...healthy,
    instances: [...healthy.instances, ...ids.map((id) => zombie({ id, zombieSince: ago(60) }))],
    clouds: [...healthy.clouds, ...ids.map((id) => cloudInstance({ id }))],
  });

  const short = doctorText(diagnosed(many), narrow);
  const complete = doctorText(diagnosed(many), { ...narrow, isComplete: true });

  expect(short.split('\n').filter((line) => line.startsWith('    instance i-0ddd'))).toHaveLength(5);
  expect(short).toContain('    … and 3 more, all with --all\n');
  expect(complete.split('\n').filter((line) => line.startsWith('    instance i-0ddd'))).toHaveLength(8);
});

test('never lets what a backend says steer the terminal', () => {
  const input = incident();
  const hostile = { ...input, endpoints: input.endpoints.map((probe) => ({ ...probe, name: `x\u001b[2J`, detail: 'a\u0007\u202eb' })) };

  const text = doctorText(diagnosed(hostile), narrow);

  expect(text.split('\n').map(printable).join('\n')).toBe(text);
});

test('rests no meaning on colour: painting changes nothing but the paint', () => {
  const painted = {
    columns: 80,
    paint: (style: string, text: string) => `<${style}>${text}</>`,
    widthOf: (text: string) => text.replaceAll(/<[^>]*>/g, '').length,
  };

  const coloured = doctorText(diagnosed(incident()), { screen: screen(painted), isComplete: false });

  expect(coloured.replaceAll(/<[^>]*>/g, '')).toBe(doctorText(diagnosed(incident()), narrow));
});
