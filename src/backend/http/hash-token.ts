import { hash, randomBytes } from 'node:crypto';

/** A token as it is stored: the token itself is in no table. */
export function hashToken(token: string): string {
  return `sha256:${hash('sha256', token)}`;
}

/** A token of 256 random bits. */
export function makeToken(): string {
  return `token-${randomBytes(32).toString('base64url')}`;
}
