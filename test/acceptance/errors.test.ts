import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type CannedAnswer, cannedBackend } from '../support/canned-backend.ts';
import { type CommandResult, runCommand } from '../support/run-command.ts';

const TOKEN = 'token-s3cret-of-acme';

describe('wrong usage', () => {
  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['an unknown flag', ['instances', '--bogus'], 'There is no flag --bogus.'],
    ['an unknown flag of another command', ['context', 'show', '--columns', 'id'], 'There is no flag --columns.'],
    ['a value that is none of the choices', ['instances', '--status', 'dead'], '--status cannot be "dead". Choose from: '],
    ['a duration that is none', ['instances', '--timeout', 'soon'], '--timeout: "soon" is not a duration.'],
    ['an argument too many', ['context', 'use', 'a', 'b'], '"b" is a word too many.'],
    ['an argument that is missing', ['instance'], 'An argument is missing: the EC2 instance id.'],
    ['a column that does not exist', ['context', 'list', '--columns', 'colour'], 'There is no column "colour".'],
    ['a malformed id', ['instance', 'i-123'], '"i-123" is not an EC2 instance id.'],
  ];

  test.each(wrong)('is %s: one error, exit 2, in text', async (...[, args, message]) => {
    const { stdout, stderr, exitCode } = await runCommand(args);

    expect([stdout, exitCode, stderr.split('\n').length]).toEqual(['', 2, 4]);
    expect(stderr).toContain(`✗ ${message}`);
  });

  test.each(wrong)('is %s: the same error in JSON, wherever the format is asked for', async (...[, args, message]) => {
    const [command = '', ...rest] = args;
    const words = command === 'context' ? [command, rest[0] ?? '', '--json', ...rest.slice(1)] : [command, '--json', ...rest];

    const [before, after] = await Promise.all([runCommand(words), runCommand([...args, '--output=json'])]);

    for (const { stdout, stderr, exitCode } of [before, after]) {
      expect(JSON.parse(stdout)).toMatchObject({ apiVersion: 'spotctl/v1', kind: 'Error', error: { exitCode: 2 } });
      expect(JSON.parse(stdout).error.message).toContain(message);
      expect([stderr, exitCode]).toEqual(['', 2]);
    }
  });

  test('is a flag without its value, which takes no format for one', async () => {
    const { stdout, exitCode } = await runCommand(['instances', '--json', '--agent']);

    expect([JSON.parse(stdout).error.message, exitCode]).toEqual(['--agent needs a value.', 2]);
  });

  test('is a YAML document where YAML is asked for', async () => {
    const { stdout, stderr, exitCode } = await runCommand(['instances', '--bogus', '-o', 'yaml']);

    expect(parseYaml(stdout)).toEqual({
      apiVersion: 'spotctl/v1',
      kind: 'Error',
      error: { code: 'USAGE', message: 'There is no flag --bogus.', cause: null, hint: 'Run the command with --help.', exitCode: 2 },
    });
    expect([stderr, exitCode]).toEqual(['', 2]);
  });

  test('is a command that there is not, in text and in JSON', async () => {
    const text = await runCommand(['instnaces']);
    const json = await runCommand(['instnaces', '--json']);

    expect([text.exitCode, json.exitCode, json.stderr]).toEqual([2, 2, '']);
    expect(text.stderr).toContain('Did you mean `spotctl instances`?');
    expect(JSON.parse(json.stdout).error.code).toBe('USAGE');
  });

  test('after -- a flag is an argument, and asks for no format', async () => {
    const { stdout, exitCode } = await runCommand(['explain', '--', '--json']);

    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

describe('what a backend answers', () => {
  async function answered(answer: CannedAnswer, ...flags: readonly string[]): Promise<CommandResult> {
    const { url } = await cannedBackend(() => answer);
    return await runCommand(['agents', ...flags], { env: { SPOTCTL_BACKEND_URL: url, SPOTCTL_TOKEN: TOKEN } });
  }

  test.each([
    [401, { error: 'Invalid client token' }, 'TOKEN_REFUSED', 4],
    [403, { error: 'Client account is not active' }, 'CLIENT_INACTIVE', 4],
    [200, '<html>Please log in</html>', 'BACKEND_SHAPE', 1],
    [200, '{"client_id": "c-1"', 'BACKEND_SHAPE', 1],
    [404, '<title>404 Not Found</title>', 'BACKEND_NOT_FOUND', 1],
  ])('with %d %j is an error with code, cause or hint, and exit code', async (...[status, body, code, exitCode]) => {
    const json = await answered({ status, body }, '--json');
    const text = await answered({ status, body });

    expect(JSON.parse(json.stdout).error).toMatchObject({ code, exitCode, hint: expect.stringMatching(/./) });
    expect([json.exitCode, text.exitCode, json.stderr, text.stdout]).toEqual([exitCode, exitCode, '', '']);
    expect(text.stderr).toContain(`spotctl explain ${code}`);
  });

  test('keeps the cause: the database’s own words', async () => {
    const { stdout } = await answered({ status: 500, body: { error: "1054 (42S22): Unknown column 'a.region' in 'SELECT'" } }, '--json');

    expect(JSON.parse(stdout).error).toMatchObject({ code: 'BACKEND_DATABASE', exitCode: 1 });
    expect(stdout).toContain("Unknown column 'a.region'");
  });

  test('never steers the terminal, and never brings the token back', async () => {
    const { stdout, stderr } = await answered({ status: 400, body: { error: `No ${TOKEN}\u001b[2J\u202e` } }, '--debug');

    expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(stderr).toMatch(/No \[(?:token|hidden)\]/);
  });

  test('shows a stack with --debug alone, on stderr, beside the same document', async () => {
    const plain = await answered({ status: 401, body: { error: 'Invalid client token' } }, '--json');
    const debug = await answered({ status: 401, body: { error: 'Invalid client token' } }, '--json', '--debug');

    expect(plain.stderr).toBe('');
    expect(debug.stderr).toMatch(/^ +at /m);
    expect(JSON.parse(debug.stdout).error.code).toBe(JSON.parse(plain.stdout).error.code);
  });
});

test('--debug tells each exchange, and never the token', async () => {
  const { url, requests } = await cannedBackend((request) => ({
    body: request.url === '/api/client/validate' ? { valid: true, client_id: 'c-1', name: 'Acme', email: 'ops@acme.example' } : [],
  }));

  const { stdout, stderr, exitCode } = await runCommand(['agents', '--debug'], { env: { SPOTCTL_BACKEND_URL: url, SPOTCTL_TOKEN: TOKEN } });

  const told = stderr.split('\n').filter((line) => line.startsWith('debug: '));
  expect([stdout, exitCode]).toEqual(['', 0]);
  expect(requests.every((request) => request.endsWith(`Bearer ${TOKEN}`))).toBe(true);
  expect(told).toHaveLength(requests.length);
  expect(told[0]).toContain('/api/client/validate');
  expect(stderr).not.toContain(TOKEN);
});
