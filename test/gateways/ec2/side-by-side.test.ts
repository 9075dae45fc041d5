import { describe, expect, test } from 'vitest';
import { allOf, askAhead, openGate, SIDE_BY_SIDE } from '../../../src/gateways/ec2/side-by-side.ts';

const ITEMS = Array.from({ length: 20 }, (_, number) => number);

/** Answers a moment later, the even ones later than the odd, and remembers how many were asked at once. */
function slowPeer() {
  let asked = 0;
  const peer = {
    most: 0,
    total: 0,
    ask: async (number: number): Promise<number> => {
      asked += 1;
      peer.total += 1;
      peer.most = Math.max(peer.most, asked);
      for (let turn = 0; turn < (number % 2 === 0 ? 9 : 3); turn += 1) await Promise.resolve();
      asked -= 1;
      if (number === 13) throw new Error('thirteen');
      return number;
    },
  };
  return peer;
}

describe('asking side by side', () => {
  test('gives the answers in order and never asks more than a few at once', async () => {
    const peer = slowPeer();

    const answers = await allOf(askAhead(ITEMS.slice(0, 12), peer.ask));

    expect([answers, peer.most]).toEqual([ITEMS.slice(0, 12), SIDE_BY_SIDE]);
  });

  test('ends with the failure in its turn and asks little beyond it', async () => {
    const peer = slowPeer();
    const answers: number[] = [];

    const asking = (async () => {
      for await (const answer of askAhead(ITEMS, peer.ask)) answers.push(answer);
    })();

    await expect(asking).rejects.toThrow('thirteen');
    expect([answers, peer.total <= 13 + SIDE_BY_SIDE]).toEqual([ITEMS.slice(0, 13), true]);
  });

  test('a gate lets so many through at a time, and the next one after a failure too', async () => {
    const peer = slowPeer();
    const gate = openGate(SIDE_BY_SIDE);

    const answers = await Promise.allSettled(ITEMS.map(async (number) => gate(async () => peer.ask(number))));

    expect(peer.most).toBe(SIDE_BY_SIDE);
    expect(answers.map(({ status }) => status)).toEqual(ITEMS.map((number) => (number === 13 ? 'rejected' : 'fulfilled')));
  });
});
