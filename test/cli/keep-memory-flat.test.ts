import { expect, test } from 'vitest';
import { memoryKeeper } from '../../src/cli/keep-memory-flat.ts';

const CHUNK_BYTES = 65_536;
const CHUNKS = 2048;

test('chunks that were read do not pile up, however many arrive', () => {
  const onArrived = memoryKeeper();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let count = 0; count < CHUNKS; count += 1) {
    onArrived(new Uint8Array(CHUNK_BYTES).length);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }

  expect(most).toBeLessThan(24 * 1_048_576);
});
