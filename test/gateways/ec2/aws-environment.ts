import { vi } from 'vitest';

/** Credentials in the environment and nothing else the SDK could find on the machine that runs the test. */
export function stubCredentials(): void {
  stubNoCredentials();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
}

/** No credentials anywhere, and no metadata service to ask. */
export function stubNoCredentials(): void {
  const unset = [
    'ACCESS_KEY_ID',
    'SECRET_ACCESS_KEY',
    'SESSION_TOKEN',
    'PROFILE',
    'REGION',
    'DEFAULT_REGION',
    'ENDPOINT_URL',
    'ENDPOINT_URL_EC2',
  ];
  for (const name of unset) vi.stubEnv(`AWS_${name}`, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
}
