import { expect, test } from 'vitest';
import { unseenLines } from '../../src/views/unseen-text.ts';

const DENIED = { why: 'Not permitted.', code: 'AWS_DENIED', because: { cause: new Error('UnauthorizedOperation'), hint: 'Ask for it.' } };

test('names each source that was not seen, and says once why and what to do where that is the same', () => {
  const lines = unseenLines([
    { source: 'EC2 in ap-south-1', ...DENIED },
    { source: 'EC2 in eu-west-1', ...DENIED },
    { source: 'database', why: 'It is gone.', code: 'DATABASE_UNREACHABLE', because: { hint: 'Look for it.' } },
  ]);

  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "! EC2 in ap-south-1: Not permitted. Its facts are unknown here. (AWS_DENIED)
    ! EC2 in eu-west-1: Not permitted. Its facts are unknown here. (AWS_DENIED)
      Why:  UnauthorizedOperation
      Next: Ask for it.
    ! database: It is gone. Its facts are unknown here. (DATABASE_UNREACHABLE)
      Next: Look for it."
  `);
});

test('is one line a source where nothing more is known', () => {
  expect(unseenLines([{ source: 'EC2', why: 'It did not answer.', code: 'AWS_UNREACHABLE' }])).toEqual([
    '! EC2: It did not answer. Its facts are unknown here. (AWS_UNREACHABLE)',
  ]);
});
