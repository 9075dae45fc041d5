import { describe, expect, test } from 'vitest';
import { FIRST, SECOND } from '../../../sandbox/ec2-emulator/world.ts';
import { readOurselves } from '../sdk-answer.ts';

function answerOf(...instances: readonly string[]): Buffer {
  const items = instances.map((facts) => `<item>${facts}</item>`).join(' ');
  return Buffer.from(`<R><reservationSet><item> <instancesSet> ${items} </instancesSet></item></reservationSet></R>`);
}

function readOne(facts: string) {
  return readOurselves(answerOf(`<instanceId>${FIRST}</instanceId>${facts}`)).instances[0];
}

describe('where the SDK misreads an answer', () => {
  test('a single blank between elements loses none of them', () => {
    const { instances } = readOurselves(answerOf(`<instanceId>${FIRST}</instanceId>`, `<instanceId>${SECOND}</instanceId>`));

    expect(instances.map(({ id }) => id)).toEqual([FIRST, SECOND]);
  });

  test('a reference to a character beyond 16 bits is that character', () => {
    const instance = readOne('<imageId>&#x1F600;&#128512;</imageId>');

    expect(instance).toMatchObject({ imageId: '😀😀' });
  });
});

describe('a text', () => {
  test('is read around comments, CDATA and attributes', () => {
    const instance = readOne('<imageId a=">" b=\'/\'>ami-<!-- <x> --><![CDATA[<1>&amp;]]>2</imageId>');

    expect(instance).toMatchObject({ imageId: 'ami-<1>&amp;2' });
  });
});

describe('what is no answer', () => {
  test.each([
    ['a fact said twice', '<imageId>a</imageId><imageId>b</imageId>'],
    ['a set of tags said twice', '<tagSet/><tagSet/>'],
    ['an element where a text is expected', '<imageId><b>a</b></imageId>'],
    ['a text where elements are expected', '<placement>here</placement>'],
    ['tags that cross', '<a><b></a></b>'],
    ['a time that is none', '<launchTime>yesterday</launchTime>'],
  ])('%s is refused', (_what, facts) => {
    expect(() => readOne(facts)).toThrow(expect.objectContaining({ name: 'UnreadableXml' }));
  });

  test.each([
    ['a document type', '<!DOCTYPE R [<!ENTITY a "b">]><R><reservationSet/></R>'],
    ['two documents', '<R><reservationSet/></R><R><reservationSet/></R>'],
    ['text after the end', '<R><reservationSet/></R>more'],
    ['a tag that is too long to be one', `<R a="${'x'.repeat(1_100_000)}`],
    ['nesting too deep to be meant', '<R>'.repeat(300)],
    ['nothing', ''],
  ])('%s is refused', (_what, text) => {
    expect(() => readOurselves(Buffer.from(text))).toThrow(expect.objectContaining({ name: 'UnreadableXml' }));
  });
});
