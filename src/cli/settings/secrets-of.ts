import type { Settings } from './settings.ts';

/** Every value of the settings that must never be shown: the token, and the database's password as it is written and as it is meant. */
export function secretsOf({ token, databaseUrl }: Settings): readonly string[] {
  const password = databaseUrl.value === null ? '' : (URL.parse(databaseUrl.value)?.password ?? '');
  return [token.value ?? '', password, decoded(password)].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
