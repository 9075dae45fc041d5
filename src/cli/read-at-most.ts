/** What a file or a pipe holds; `null` where that is more, and the rest was not read. */
export async function readAtMost(stream: AsyncIterable<string | Buffer>, mostBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > mostBytes) return null;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}
