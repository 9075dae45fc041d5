import { Readable } from 'node:stream';

/** A page of a thousand instances with all their tags has a third of it. */
const MOST_BYTES = 64 * 1_048_576;
/** A refusal has a few hundred. */
const MOST_BYTES_OF_A_REFUSAL = 1_048_576;

/** Where it is hung in: behind what reads an answer as it arrives, before the SDK, which keeps all of it. */
export const BEFORE_THE_SDK_KEEPS = { step: 'deserialize', priority: 'low', name: 'limitAnswer' } as const;

/** Whatever answers in EC2's place, no more of it is kept than an answer of EC2's could hold. */
export const limitAnswer =
  <Request, Result extends { response: unknown }>(next: (request: Request) => Promise<Result>) =>
  async (request: Request): Promise<Result> => {
    const result = await next(request);
    const { response } = result;
    if (isStreamed(response)) {
      response.body = Readable.from(atMost(response.body, response.statusCode < 300 ? MOST_BYTES : MOST_BYTES_OF_A_REFUSAL));
    }
    return result;
  };

/** The chunks of a body; throws once they come to more than that. */
export async function* atMost(body: AsyncIterable<Buffer>, mostBytes = MOST_BYTES): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new AnswerTooLong(`It holds more than ${mostBytes / 1_048_576} MiB; the rest was not read.`);
    yield chunk;
  }
}

class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

function isStreamed(response: unknown): response is { statusCode: number; body: AsyncIterable<Buffer> } {
  if (typeof response !== 'object' || response === null || !('statusCode' in response) || !('body' in response)) return false;
  const { body, statusCode } = response;
  return typeof statusCode === 'number' && typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
