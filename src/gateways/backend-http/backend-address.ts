import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

/** The base URL as a URL; a name or password in it is refused, since requests and messages would carry it. */
export function checkedBaseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new SpotctlError({
      code: 'SETTINGS_INVALID',
      message: 'The backend URL is not an http or https URL without user name and password.',
      hint: 'Correct SPOTCTL_BACKEND_URL; it looks like https://backend.example.com.',
    });
  }
  return url;
}

/** The token, if a header can carry it: visible ASCII only. */
export function checkedToken(token: string | null): string | null {
  if (token === null || /^[\x21-\x7e]+$/.test(token)) return token;
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: 'The token holds a space, a line break or another character that no header can carry.',
    hint: 'Run `spotctl login` and paste the token alone.',
  });
}
