import type { output, ZodMiniType } from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import { answerError, type CallIdentity } from './answer-error.ts';
import type { Call, CallEndpoint } from './call-endpoint.ts';
import { type Answer, isSuccess } from './exchange.ts';
import { quoteText } from './quote-text.ts';

/** The answer as the contract shapes it. Throws what a refusal or a broken shape means. */
export function decodeAnswer<Schema extends ZodMiniType>(
  answer: Answer,
  expected: { readonly call: CallIdentity; readonly schema: Schema },
): output<Schema> {
  const { call, schema } = expected;
  if (!isSuccess(answer.status)) throw answerError(answer, call);
  const parsed = schema.safeParse(parseJson(answer, call));
  if (parsed.success) return parsed.data;
  throw shapeError({ answer, call, why: describeIssue(parsed.error.issues[0]) });
}

/** Asks an endpoint and decodes its answer. Throws what any other answer means. */
export function askingThrough(
  call: CallEndpoint,
): <Schema extends ZodMiniType>(endpoint: Endpoint<Schema>, asked: Call) => Promise<output<Schema>> {
  return async (endpoint, asked) => {
    const { answer, identity } = await call(endpoint, asked);
    return decodeAnswer(answer, { call: identity, schema: endpoint.response });
  };
}

/** The text as JSON of that shape, or `null`. */
export function parseAs<Schema extends ZodMiniType>(schema: Schema, text: string): output<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function parseJson(answer: Answer, call: CallIdentity): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw shapeError({ answer, call, why: whyNoJson(answer) });
  }
}

function whyNoJson(answer: Answer): string {
  const start = answer.text.trimStart().slice(0, 1);
  if (start === '') return 'the answer is empty';
  if (start === '<' || answer.contentType.startsWith('text/html')) return 'the answer is an HTML page, not JSON';
  return start === '{' || start === '[' ? WHY_BROKEN : 'the answer is not JSON';
}

export const WHY_BROKEN = 'the JSON is broken or cut off';

export function shapeError({
  answer,
  call,
  why,
}: {
  readonly answer: Answer;
  readonly call: CallIdentity;
  readonly why: string;
}): SpotctlError {
  return new SpotctlError({
    code: 'BACKEND_SHAPE',
    message: `${call.method} ${call.path} answered ${answer.status}, but not as the contract says.`,
    cause: quoteText(why, call.token),
    details: { method: call.method, path: call.path, status: answer.status },
  });
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly expected?: unknown;
  readonly values?: readonly unknown[];
}

/** Put into words here: zod's own texts need a locale, which costs start-up time. `rowsBefore` came before those that were looked at. */
export function describeIssue(issue: Issue | undefined, rowsBefore = 0): string {
  if (issue === undefined) return 'it does not match';
  const [first, ...rest] = issue.path;
  const path = typeof first === 'number' ? [first + rowsBefore, ...rest] : issue.path;
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const where = place === '' ? 'the answer' : `the answer’s ${place.replace(/^\./, '')}`;
  if (typeof issue.expected === 'string') return `${where} should be ${issue.expected}`;
  return issue.values === undefined ? `${where} is not as it should be (${issue.code})` : `${where} should be ${issue.values.join(' or ')}`;
}
