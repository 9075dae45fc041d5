import { atMost } from './limit-answer.ts';
import type { ElementNode } from './xml/element-plan.ts';
import { XmlReader } from './xml/xml-reader.ts';

/** What is read of an answer, and what it is told. */
export interface AnswerReading<Draft> {
  readonly node: ElementNode<Draft>;
  /** Of one attempt; what a broken connection left half read is told to nobody. */
  readonly begin: () => Draft;
  readonly end: (draft: Draft) => void;
  /** Told of the bytes of every chunk that arrives. */
  readonly onArrived: (bytes: number) => void;
}

/** Where a command's reading is hung in: next to the network, before the SDK's own. */
export const BEFORE_THE_SDK_READS = { step: 'deserialize', priority: 'low', name: 'readAnswer' } as const;

/**
 * Reads the body of a success as it arrives, since the SDK takes ten times as long to turn all of it into objects. The SDK signs,
 * sends and retries as ever, and reads what is no success.
 */
export function readingAnswer<Draft>({ node, begin, end, onArrived }: AnswerReading<Draft>) {
  return <Request, Result extends { response: unknown }>(next: (request: Request) => Promise<Result>) =>
    async (request: Request): Promise<Result> => {
      const result = await next(request);
      const { response } = result;
      if (isSuccess(response)) {
        const draft = begin();
        await readBody(response.body, { reader: new XmlReader(node, draft), onArrived });
        end(draft);
        response.body = NOTHING_LEFT;
      }
      return result;
    };
}

/** What the SDK then finds to read: an empty answer. */
const NOTHING_LEFT = new Uint8Array();

/** A stream, as node's HTTP gives it; bytes once it has been read. */
type Body = AsyncIterable<Buffer> | Uint8Array;

/** The SDK takes every status under 300 for a success. */
function isSuccess(response: unknown): response is { body: Body } {
  if (typeof response !== 'object' || response === null || !('statusCode' in response) || !('body' in response)) return false;
  const { body, statusCode } = response;
  return typeof statusCode === 'number' && statusCode < 300 && typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readBody<Draft>(
  body: Body,
  { reader, onArrived }: { readonly reader: XmlReader<Draft>; readonly onArrived: (bytes: number) => void },
): Promise<void> {
  for await (const chunk of body instanceof Uint8Array ? [Buffer.from(body)] : atMost(body)) {
    reader.write(chunk);
    onArrived(chunk.length);
  }
  reader.end();
}
