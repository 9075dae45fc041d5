import { SpotctlError } from '../../domain/errors/spotctl-error.ts';

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;
const ACCOUNT = /^\d{12}$/;

/** The backend's address without trailing slash. Throws `SETTINGS_INVALID`, naming where it came from and not the value: it may hold a secret. */
export function checkUrl(url: string, from: string): string {
  const parsed = URL.parse(url);
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (parsed !== null && isWeb && !holdsMore(parsed)) return url.replace(/\/+$/, '');
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `The backend URL from ${from} is not an http or https URL without user name, query and fragment.`,
    hint: 'Write it like https://backend.example.com.',
  });
}

function holdsMore({ username, password, search, hash }: URL): boolean {
  return [username, password, search, hash].some((part) => part !== '');
}

/** The regions of a list; none where it is empty. Throws `SETTINGS_INVALID`. */
export function checkRegions(list: readonly string[], from: string): readonly string[] {
  const regions = list
    .flatMap((text) => text.split(','))
    .map((region) => region.trim())
    .filter((region) => region !== '');
  const wrong = regions.find((region) => !REGION.test(region));
  if (wrong === undefined) return [...new Set(regions)];
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `"${wrong}" (from ${from}) is not the name of an AWS region.`,
    hint: 'Write regions like ap-south-1,eu-west-1.',
  });
}

/** AWS account ids of a list; none where it is empty. Throws `SETTINGS_INVALID`. */
export function checkAccounts(list: readonly string[], from: string): readonly string[] {
  const accounts = checkIds(list);
  const wrong = accounts.find((account) => !ACCOUNT.test(account));
  if (wrong === undefined) return accounts;
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: `"${wrong}" (from ${from}) is not the id of an AWS account.`,
    hint: 'Write its twelve digits, such as 123456789012.',
  });
}

/** The ids of a list, each once; none where it is empty. */
export function checkIds(list: readonly string[]): readonly string[] {
  return [...new Set(list.map((id) => id.trim()).filter((id) => id !== ''))];
}

/** The token without the line break around it. Throws `SETTINGS_INVALID` where no header could carry it; the token is never in the message. */
export function checkToken(text: string, from: string): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new SpotctlError({
    code: 'SETTINGS_INVALID',
    message: token === '' ? `The token from ${from} is empty.` : `The token from ${from} has characters in it that no token has.`,
    hint: 'Give the token alone, on one line.',
  });
}
