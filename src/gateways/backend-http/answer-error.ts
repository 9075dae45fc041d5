import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import { DATABASE_ERROR, errorResponse, errorTexts } from '../../wire/errors.ts';
import type { Answer } from './exchange.ts';
import { quoteText } from './quote-text.ts';

/** Which call an answer belongs to, and the token that no message may hold. */
export interface CallIdentity {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
}

type Details = Readonly<Record<string, string | number>>;

/** What an answer that is no success means to the operator. */
export function answerError(answer: Answer, call: CallIdentity): SpotctlError {
  const text = errorText(answer);
  const database = text === null ? null : databaseDetails(text);
  const code = database === null ? codeOf({ answer, text, method: call.method }) : 'BACKEND_DATABASE';
  const hint = hintOf(code, database);
  return new SpotctlError({
    code,
    message: `${call.method} ${call.path} answered ${answer.status}${code === 'BACKEND_DATABASE' ? ' with a database error' : ''}.`,
    cause: quoteText(causeOf(answer, text), call.token),
    ...(hint === null ? {} : { hint }),
    details: { method: call.method, path: call.path, status: answer.status, ...database },
  });
}

const TOKEN_MISSING_TEXTS: readonly string[] = [errorTexts.tokenMissing, errorTexts.validateHeaderMissing, errorTexts.validateTokenEmpty];

interface Refusal {
  readonly answer: Answer;
  readonly text: string | null;
  readonly method: string;
}

function codeOf(refusal: Refusal): ErrorCode {
  const { status } = refusal.answer;
  if (status >= 500) return 'BACKEND_FAILED';
  if (status >= 400) return clientErrorCode(refusal);
  return status >= 300 ? 'BACKEND_REDIRECTED' : 'BACKEND_SHAPE';
}

function clientErrorCode({ answer, text, method }: Refusal): ErrorCode {
  const { status } = answer;
  if (status === 401) return text !== null && TOKEN_MISSING_TEXTS.includes(text) ? 'TOKEN_MISSING' : 'TOKEN_REFUSED';
  if (status === 403) return text === errorTexts.clientInactive ? 'CLIENT_INACTIVE' : 'TOKEN_REFUSED';
  if (status === 404) return 'BACKEND_NOT_FOUND';
  // The backend looks for a token in the body where the header has none, and stumbles over the body of a GET.
  if (method === 'GET' && (status === 415 || (status === 400 && text === null))) return 'TOKEN_MISSING';
  return 'BACKEND_REJECTED';
}

const NO_SUCH_COLUMN = 1054;
const NO_SUCH_TABLE = 1146;

/** Number, SQL state and, where a column is unknown, its name without the alias of its table. */
function databaseDetails(text: string): Details | null {
  const [prefix, number, sqlState] = DATABASE_ERROR.exec(text) ?? [];
  if (prefix === undefined || number === undefined || sqlState === undefined) return null;
  const column =
    Number(number) === NO_SUCH_COLUMN ? /^Unknown column '(?:[^'.]+\.)*([^'.]+)'/.exec(text.slice(prefix.length))?.[1] : undefined;
  return { errno: Number(number), sqlState, ...(column === undefined ? {} : { column }) };
}

function hintOf(code: ErrorCode, database: Details | null): string | null {
  if (code === 'BACKEND_REDIRECTED')
    return 'Set the backend URL to the address that the redirect leads to, if it is the backend’s own; `spotctl context show` says where it is set.';
  if (database === null || database['errno'] === NO_SUCH_COLUMN || database['errno'] === NO_SUCH_TABLE) return null;
  return 'Read the cause, and look at the backend’s log: no migration is known to cure this.';
}

/** The text of the backend's own error object; `null` where something else answered. */
export function errorText(answer: Answer): string | null {
  try {
    const parsed = errorResponse.safeParse(JSON.parse(answer.text));
    return parsed.success ? parsed.data.error : null;
  } catch {
    return null;
  }
}

function causeOf(answer: Answer, text: string | null): string {
  if (answer.location !== null && answer.status < 400) return `it redirects to ${answer.location}`;
  if (text !== null) return text;
  const title = /<title>([^<]*)/i.exec(answer.text.slice(0, 4096))?.[1];
  if (title !== undefined) return `an HTML page: ${title}`;
  return answer.text.trim() === '' ? 'an empty answer' : answer.text.slice(0, 1000);
}
