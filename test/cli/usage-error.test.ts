import { expect, test } from 'vitest';
import { SpotctlError } from '../../src/domain/errors/spotctl-error.ts';
import { asUsageError } from '../../src/cli/usage-error.ts';

function fromOclif(message: string): Error {
  return Object.assign(new Error(message), { oclif: { exit: 2 } });
}

test.each([
  ['Nonexistent flag: --bogus\nSee more help with --help', 'There is no flag --bogus.'],
  ['Nonexistent flags: --a, --b', 'There are no flags --a, --b.'],
  ['Unexpected argument: web-01', '"web-01" is a word too many.'],
  ['Unexpected arguments: a, b', 'These are words too many: a, b.'],
  ['Expected --output=xml to be one of: table, json', '--output cannot be "xml". Choose from: table, json.'],
  ['Expected csh to be one of: bash, zsh', 'It cannot be "csh". Choose from: bash, zsh.'],
  ['Flag --agent expects a value', '--agent needs a value.'],
  ['Flag --port can only be specified once', '--port is given more than once.'],
  ['Missing 1 required arg:\nname  the context\nSee more help with --help', 'An argument is missing: the context.'],
  [
    'Missing 1 required arg:\ninstance  the EC2 instance id\n\nNote: --region allows multiple values. Because of this you need to be careful.\nSee more help with --help',
    'An argument is missing: the EC2 instance id.',
  ],
  [
    'The following error occurred:\n  \u001b[2m--a=true cannot also be provided when using --b\u001b[22m\nSee more help with --help',
    '--a and --b exclude each other.',
  ],
  [
    'The following errors occurred:\n  \u001b[2m--b=x y cannot also be provided when using --a\n  --a cannot also be provided when using --b\n  --c needs --d\u001b[22m',
    '--b and --a exclude each other. --c needs --d',
  ],
])('puts %j on one line, as an error of usage', (message, text) => {
  expect(asUsageError(fromOclif(message))).toMatchObject({ code: 'USAGE', message: text });
});

test.each([
  ['--regoin', 'Did you mean --region?'],
  ['--reg', 'Did you mean --region?'],
  ['--token', 'A token is never a flag: type it at the prompt, pipe it in, or set SPOTCTL_TOKEN or SPOTCTL_TOKEN_FILE.'],
  ['--entirely-other', 'Run the command with --help.'],
])('says what may be meant by %s', (flag, hint) => {
  const parse = { input: { flags: { region: {}, context: {} } } };

  const error = asUsageError(Object.assign(fromOclif(`Nonexistent flag: ${flag}`), { flags: [flag], parse }));

  expect(error).toMatchObject({ code: 'USAGE', message: `There is no flag ${flag}.`, hint });
});

test('names the flag whose own check failed, and keeps what the check said', () => {
  const own = new SpotctlError({ code: 'SETTINGS_INVALID', message: 'No.', cause: 'why', hint: 'Do.', details: { a: 1 } });
  own.message = 'Parsing --timeout \n\tNo.\nSee more help with --help';

  expect(asUsageError(own)).toMatchObject({
    code: 'SETTINGS_INVALID',
    message: '--timeout: No.',
    cause: 'why',
    hint: 'Do.',
    details: { a: 1 },
  });
});

test('leaves every other error as it is', () => {
  const defect = new TypeError('x is not a function');
  const known = new SpotctlError({ code: 'BACKEND_FAILED', message: 'It failed.' });

  expect([asUsageError(defect), asUsageError(known), asUsageError('text')]).toEqual([defect, known, 'text']);
});
