import { Args, Flags } from '@oclif/core';
import { expect, test } from 'vitest';
import { plainUsage } from '../../src/cli/plain-usage.ts';

test('names the arguments and the flags that are a command’s own', () => {
  const args = { code: Args.string({ name: 'code', required: true }), ids: Args.string({ name: 'ids', multiple: true }) };
  const flags = {
    subject: Flags.string({ name: 'subject', helpValue: 'ID' }),
    unprotect: Flags.string({ name: 'unprotect', helpValue: 'ID', multiple: true }),
    remove: Flags.boolean({ name: 'remove' }),
    debug: Flags.boolean({ name: 'debug', helpGroup: 'GLOBAL' }),
    region: Flags.string({ name: 'region', helpGroup: 'SOURCE' }),
    old: Flags.boolean({ name: 'old', hidden: true }),
  };

  const usage = plainUsage(JSON.parse(JSON.stringify({ args, flags })));

  expect(usage).toBe('<%= command.id %> CODE [IDS...] [--subject ID] [--unprotect ID...] [--remove] [FLAGS]');
});
