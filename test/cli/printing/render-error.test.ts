import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import { renderError } from '../../../src/cli/printing/render-error.ts';
import { type ErrorCode, errorCatalogue } from '../../../src/domain/errors/catalogue.ts';
import { SpotctlError } from '../../../src/domain/errors/spotctl-error.ts';
import { presentation } from '../../support/screen.ts';

const isCode = (code: string): code is ErrorCode => code in errorCatalogue;
const CODES = Object.keys(errorCatalogue).filter(isCode);
const JSON_RUN = { presentation: presentation({ format: 'json' }), isDebug: false } as const;
const TEXT_RUN = { presentation: presentation(), isDebug: false } as const;

const REFUSED = new SpotctlError({
  code: 'BACKEND_REFUSED',
  message: 'http://127.0.0.1:9 refused the connection.',
  cause: new Error('connect ECONNREFUSED 127.0.0.1:9'),
  hint: 'Start the backend.',
});

describe('an error in text', () => {
  test('says what happened, why, what to type next and where to read more, on stderr alone', async () => {
    const { stdout, stderr, exitCode } = await renderError(REFUSED, TEXT_RUN);

    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatchInlineSnapshot(`
      "✗ http://127.0.0.1:9 refused the connection.
        Why:  connect ECONNREFUSED 127.0.0.1:9
        Next: Start the backend.
        BACKEND_REFUSED (Backend refused the connection): spotctl explain BACKEND_REFUSED
      "
    `);
  });

  test('leaves out why where nothing is known of it', async () => {
    const { stderr } = await renderError(new SpotctlError({ code: 'USAGE', message: 'No.', cause: new Error('') }), TEXT_RUN);

    expect(stderr).not.toContain('Why:');
  });

  test.each(['csv', 'tsv', 'name', 'table', 'wide'] as const)('is text under -o %s as well', async (format) => {
    const { stdout, stderr } = await renderError(REFUSED, { presentation: presentation({ format }), isDebug: false });

    expect([stdout, stderr.split('\n')[0]]).toEqual(['', '✗ http://127.0.0.1:9 refused the connection.']);
  });

  test('shows what a backend wrote without obeying it', async () => {
    const error = new SpotctlError({ code: 'BACKEND_REJECTED', message: 'Refused.', cause: 'a\u001b]0;x\u0007\u202e\nb', hint: 'c\rd' });

    const { stderr } = await renderError(error, TEXT_RUN);

    expect(stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(stderr).toContain('Why:  a\\x1b]0;x\\x07\\x202e\\x0ab');
  });
});

describe('an error in a document', () => {
  test('is the envelope on stdout, with its cause, and nothing on stderr', async () => {
    const { stdout, stderr, exitCode } = await renderError(REFUSED, JSON_RUN);

    expect(JSON.parse(stdout)).toEqual({
      apiVersion: 'spotctl/v1',
      kind: 'Error',
      error: {
        code: 'BACKEND_REFUSED',
        message: 'http://127.0.0.1:9 refused the connection.',
        cause: 'connect ECONNREFUSED 127.0.0.1:9',
        hint: 'Start the backend.',
        exitCode: 1,
      },
    });
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  test('is the same envelope in YAML', async () => {
    const json = await renderError(REFUSED, JSON_RUN);
    const yaml = await renderError(REFUSED, { presentation: presentation({ format: 'yaml' }), isDebug: false });

    expect(parseYaml(yaml.stdout)).toEqual(JSON.parse(json.stdout));
    expect(yaml.exitCode).toBe(json.exitCode);
  });

  test('has null for a cause that nobody knows', async () => {
    const { stdout } = await renderError(new SpotctlError({ code: 'USAGE', message: 'No.' }), JSON_RUN);

    expect(JSON.parse(stdout).error).toEqual({
      code: 'USAGE',
      message: 'No.',
      cause: null,
      hint: 'Run the command with --help.',
      exitCode: 2,
    });
  });
});

test.each(CODES)('%s ends the run with the same code in text and in JSON, and names its next step', async (code) => {
  const error = new SpotctlError({ code, message: 'It happened.' });

  const [text, json] = await Promise.all([renderError(error, TEXT_RUN), renderError(error, JSON_RUN)]);

  const { exit, remedy, title } = errorCatalogue[code];
  expect([text.exitCode, json.exitCode, JSON.parse(json.stdout).error.exitCode]).toEqual(Array(3).fill(exitCodes[exit]));
  expect(text.stderr).toBe(`✗ It happened.\n  Next: ${remedy}\n  ${code} (${title}): spotctl explain ${code}\n`);
});

describe('a defect of spotctl', () => {
  const defect = new TypeError('x is not a function');

  test('is called one, with its own exit code, and shows no stack', async () => {
    const { stdout, stderr, exitCode } = await renderError(defect, JSON_RUN);

    expect(JSON.parse(stdout).error).toMatchObject({ code: 'BUG', cause: 'x is not a function', exitCode: 1 });
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  test.each([TEXT_RUN, JSON_RUN])('shows its stack, and that of its cause, on stderr with --debug', async (run) => {
    const { stderr } = await renderError(new Error('outer', { cause: defect }), { ...run, isDebug: true });

    expect(stderr).toContain('Error: outer\n    at ');
    expect(stderr).toContain('Caused by: TypeError: x is not a function\n    at ');
  });

  test('may be anything that was thrown', async () => {
    const { stderr } = await renderError('just text', TEXT_RUN);

    expect(stderr).toContain('just text');
  });
});
