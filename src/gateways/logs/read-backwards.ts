import { type FileHandle, open, readFile } from 'node:fs/promises';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';

const CHUNK_BYTES = 256 * 1_024;
const LONGEST_LINE_BYTES = 1_048_576;
const NEWLINE = 0x0a;

/** The lines of a file, last first, read from its end: whoever wants the newest stops early. A gzipped one is unpacked whole. */
export async function* readBackwards(path: string): AsyncGenerator<string> {
  if (path.endsWith('.gz')) yield* unpacked(path);
  else yield* fromTheEnd(path);
}

async function* unpacked(path: string): AsyncGenerator<string> {
  yield* lastFirst(await promisify(gunzip)(await readFile(path)));
}

/** Cut at line breaks, so that no letter of several bytes is torn; a line without end is let go of in pieces. */
async function* fromTheEnd(path: string): AsyncGenerator<string> {
  const file = await open(path);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let end = (await file.stat()).size; end > 0; end = Math.max(0, end - CHUNK_BYTES)) {
      const held = Buffer.concat([await readSpan(file, { begin: Math.max(0, end - CHUNK_BYTES), end }), rest]);
      const cut = end <= CHUNK_BYTES || held.length > LONGEST_LINE_BYTES ? 0 : held.indexOf(NEWLINE) + 1 || held.length;
      rest = held.subarray(0, cut);
      yield* lastFirst(held.subarray(cut));
    }
  } finally {
    await file.close();
  }
}

async function readSpan(file: FileHandle, { begin, end }: { readonly begin: number; readonly end: number }): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(end - begin), 0, end - begin, begin);
  return buffer.subarray(0, bytesRead);
}

function lastFirst(text: Buffer): readonly string[] {
  const lines = text.toString('utf8').split('\n');
  return lines.filter((line) => line !== '').toReversed();
}
