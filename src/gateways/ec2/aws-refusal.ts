/** What the SDK's error says, whatever class it has. */
export interface AwsRefusal {
  /** `service`: AWS answered; `garbled`: something answered that is no AWS answer. */
  readonly kind: 'service' | 'credentials' | 'timeout' | 'network' | 'garbled';
  /** AWS's code, node's code, or the name of the error. */
  readonly name: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly httpStatus: number | null;
  readonly host: string | null;
  readonly isExpiry: boolean;
}

const CREDENTIAL_ERRORS = new Set(['CredentialsProviderError', 'ProviderError', 'TokenProviderError']);
const TIMEOUT_ERRORS = new Set(['AbortError', 'TimeoutError']);

export function readRefusal(thrown: unknown): AwsRefusal {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const nodeCode = textIn(error, 'code');
  const metadata = objectIn(error, '$metadata');
  const kind = kindOf(error, nodeCode);
  return {
    kind,
    name: kind === 'network' && nodeCode !== null ? nodeCode : error.name,
    message: error.message.split('\n')[0] ?? '',
    requestId: metadata === null ? null : textIn(metadata, 'requestId'),
    httpStatus: metadata === null ? null : numberIn(metadata, 'httpStatusCode'),
    host: textIn(error, 'hostname'),
    // The SDK gives an expired sign-on no class and no code of its own: only its text tells.
    isExpiry: kind === 'credentials' && /expired|sso login/i.test(error.message),
  };
}

function kindOf(error: Error, nodeCode: string | null): AwsRefusal['kind'] {
  if (CREDENTIAL_ERRORS.has(error.name)) return 'credentials';
  if ('$fault' in error && error.name !== 'Unknown') return 'service';
  // The SDK names a reset connection a timeout, too; node's own code says which it was.
  if (nodeCode !== null && /^(?:E[A-Z]|CERT_|ERR_|DEPTH_|SELF_|UNABLE_)/.test(nodeCode)) return 'network';
  return TIMEOUT_ERRORS.has(error.name) ? 'timeout' : 'garbled';
}

function textIn(object: object, key: string): string | null {
  const value: unknown = Reflect.get(object, key);
  return typeof value === 'string' ? value : null;
}

function numberIn(object: object, key: string): number | null {
  const value: unknown = Reflect.get(object, key);
  return typeof value === 'number' ? value : null;
}

function objectIn(object: object, key: string): object | null {
  const value: unknown = Reflect.get(object, key);
  return typeof value === 'object' ? value : null;
}
