import type { ShownSetting } from '../../views/settings.ts';
import { byDefault, fromContext, type Setting } from './setting.ts';
import type { Settings } from './settings.ts';

/** The settings as they may be shown: of a secret only whether it is there, of a database URL everything but its password. */
export function describeSettings(settings: Settings): readonly ShownSetting[] {
  return [
    show('context', settings.context),
    show('backendUrl', settings.backendUrl),
    show('token', hide(settings.token)),
    show('clientId', settings.clientId),
    show('databaseUrl', withoutPassword(settings.databaseUrl)),
    show('envFile', settings.envFile),
    show('regions', { ...settings.regions, value: settings.regions.value?.join(',') ?? null }),
    show('awsProfile', settings.awsProfile),
    show('awsEndpoint', withoutPassword(settings.awsEndpoint)),
    show('awsRegion', settings.awsRegion),
    show('drillClients', inContext(settings, settings.drillTargets.clients)),
    show('drillAccounts', inContext(settings, settings.drillTargets.accounts)),
    show('timeout', { ...settings.timeoutMs, value: `${settings.timeoutMs.value / 1_000}s` }),
  ];
}

function show(name: string, { value, origin, from }: Setting<string | null>): ShownSetting {
  return { name, value, origin, from };
}

/** What a context alone can set. */
function inContext({ context }: Settings, values: readonly string[]): Setting<string | null> {
  return values.length === 0 ? byDefault(null) : fromContext(`context ${context.value ?? ''}`, values.join(','));
}

function hide(secret: Setting<string | null>): Setting<string | null> {
  return secret.value === null ? secret : { ...secret, value: '(hidden)' };
}

/** A URL that does not parse, or only in part since its password was not encoded, is hidden whole. */
function withoutPassword(url: Setting<string | null>): Setting<string | null> {
  if (url.value === null) return url;
  const parsed = URL.parse(url.value);
  if (parsed === null || (url.value.includes('@') && parsed.username === '' && parsed.password === '')) return hide(url);
  const secrets = [...parsed.searchParams.keys()].filter((name) => /pass|secret|token|key/i.test(name));
  if (parsed.password === '' && secrets.length === 0) return url;
  if (parsed.password !== '') parsed.password = 'hidden';
  for (const name of secrets) parsed.searchParams.set(name, 'hidden');
  return { ...url, value: parsed.toString() };
}
