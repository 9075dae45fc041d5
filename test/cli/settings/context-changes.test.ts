import { describe, expect, test } from 'vitest';
import { contextChanges, type ContextFlags } from '../../../src/cli/settings/context-changes.ts';

function changes(flags: Partial<ContextFlags>, databaseUrl: string | null = null) {
  return contextChanges({ 'database-from-environment': false, ...flags }, databaseUrl);
}

describe('flags of a context', () => {
  test('that are not given change nothing', () => {
    expect(changes({})).toEqual({});
  });

  test('set what they name, checked as every run will check it', () => {
    expect(changes({ 'backend-url': 'https://x.example/', client: 'c', region: ['eu-west-1', 'ap-south-1'], profile: 'p' })).toEqual({
      backendUrl: 'https://x.example',
      clientId: 'c',
      regions: ['eu-west-1', 'ap-south-1'],
      awsProfile: 'p',
    });
  });

  test('take out what is given empty', () => {
    expect(changes({ 'backend-url': '', client: '', region: [''], profile: '', 'env-file': '' })).toEqual({
      backendUrl: null,
      clientId: null,
      regions: null,
      awsProfile: null,
      envFile: null,
    });
  });

  test('name the .env so that it is found from every folder, and put it in the place of a URL', () => {
    expect(changes({ 'env-file': 'backend/.env' })).toEqual({ envFile: `${process.cwd()}/backend/.env`, databaseUrl: null });
  });

  test('take the database URL from the environment, in the place of an .env', () => {
    expect(changes({ 'database-from-environment': true }, 'mysql://db/spot')).toEqual({ databaseUrl: 'mysql://db/spot', envFile: null });
    expect(() => changes({ 'database-from-environment': true })).toThrow(expect.objectContaining({ code: 'SETTINGS_MISSING' }));
  });

  test.each([{ 'backend-url': 'ftp://x' }, { region: ['eu-west-1', 'mumbai'] }])('are refused where no run could use them: %j', (flags) => {
    expect(() => changes(flags)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
  });
});
