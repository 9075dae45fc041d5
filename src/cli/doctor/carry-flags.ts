import type { Finding } from '../../domain/findings/finding.ts';
import { shellWord } from '../../domain/findings/shell-word.ts';
import type { SettingFlags } from '../settings/settings.ts';

/** Flags that `login` has, too. */
const LOGIN_FLAGS: readonly string[] = ['--context', '--backend-url', '--timeout'];

/** Remedies that ask the same sources as this run: a command without its flags would act on another context. */
export function carryFlags(findings: readonly Finding[], flags: SettingFlags): readonly Finding[] {
  return findings.map((finding) => {
    const { command } = finding.remedy;
    return command === null ? finding : { ...finding, remedy: { ...finding.remedy, command: withSourceFlags(command, flags) } };
  });
}

/** The command with the flags that named this run's sources; a command of another program stays as it is. */
export function withSourceFlags(command: string, flags: SettingFlags): string {
  if (!command.startsWith('spotctl ')) return command;
  const given = command.startsWith('spotctl login') ? sourcesOf(flags).filter(([name]) => LOGIN_FLAGS.includes(name)) : sourcesOf(flags);
  return [command, ...given.map(([name, value]) => `${name} ${shellWord(value)}`)].join(' ');
}

function sourcesOf(flags: SettingFlags): readonly (readonly [string, string])[] {
  const values = [
    ['--context', flags.context],
    ['--backend-url', flags['backend-url']],
    ['--token-file', flags['token-file']],
    ['--client', flags.client],
    ['--env-file', flags['env-file']],
    ['--region', flags.region?.join(',')],
    ['--profile', flags.profile],
    ['--timeout', flags.timeout === undefined ? undefined : `${flags.timeout}ms`],
  ] as const;
  return values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
