import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DebugLog } from '../../src/cli/debug-log.ts';

function log(): { readonly lines: string[]; readonly log: DebugLog } {
  const lines: string[] = [];
  return { lines, log: new DebugLog((line) => lines.push(line)) };
}

test('writes nothing without --debug', () => {
  const silent = new DebugLog(null);

  expect(() => silent.say('anything')).not.toThrow();
});

test('writes each line with its mark, and shows control characters instead of obeying them', () => {
  const { lines, log: debug } = log();

  debug.say('GET /health \u001b[2J');

  expect(lines).toEqual(['debug: GET /health \\x1b[2J\n']);
});

test('never writes a secret, as it is, as JSON or a URL spells it, or within a longer one', () => {
  const { lines, log: debug } = log();
  for (const secret of ['tok"en', 'p@ss', 'p@ssword', null, '']) debug.hide(secret);

  debug.say(`Bearer tok"en, ${JSON.stringify({ token: 'tok"en' })}, mysql://u:p%40ssword@db, p@ssword`);

  expect(lines).toEqual(['debug: Bearer [hidden], {"token":"[hidden]"}, mysql://u:[hidden]@db, [hidden]\n']);
});

test('leaves the words alone that a short secret is a part of', () => {
  const { lines, log: debug } = log();
  debug.hide('spot');

  debug.say('mysql://root:spot@db: see spotctl doctor, or {"password":"spot"}');

  expect(lines).toEqual(['debug: mysql://root:[hidden]@db: see spotctl doctor, or {"password":"[hidden]"}\n']);
});

test('never lets a secret through, wherever it stands', () => {
  const secret = fc.string({ unit: 'grapheme', minLength: 8 });
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1 }), fc.array(fc.string()), (secrets, words) => {
      const { log: debug } = log();
      for (const one of secrets) debug.hide(one);

      const safe = debug.redact(words.flatMap((word, position) => [word, secrets[position % secrets.length] ?? '']).join('\n'));

      expect(secrets.filter((one) => !one.includes('hidden') && safe.replaceAll('[hidden]', '').includes(one))).toEqual([]);
    }),
  );
});
