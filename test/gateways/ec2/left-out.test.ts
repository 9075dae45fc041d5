import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CloudInstance, MODEL_TAGS } from '../../../src/domain/cloud-instance.ts';
import { instancePageNode } from '../../../src/gateways/ec2/instance-elements.ts';
import { emptyPage } from '../../../src/gateways/ec2/instance-page.ts';
import { XmlReader } from '../../../src/gateways/ec2/xml/xml-reader.ts';
import type { LeftOut } from '../../../src/ports/cloud.ts';
import { REGION } from '../../sandbox/ec2-emulator/world.ts';
import { answers, spell, spellings } from './generated-answers.ts';
import { readOurselves } from './sdk-answer.ts';

const pages = fc.tuple(answers, spellings).map(([answer, spelling]) => Buffer.from(spell(answer, spelling)));

function readWithout(leavesOut: LeftOut, body: Buffer): readonly CloudInstance[] {
  const page = emptyPage(REGION);
  const reader = new XmlReader(instancePageNode(leavesOut), page);
  reader.write(body);
  reader.end();
  return page.instances;
}

/** What is left of a whole reading. */
function without(leavesOut: LeftOut, instance: CloudInstance): CloudInstance {
  const tags = Object.fromEntries(Object.entries(instance.tags).filter(([name]) => !leavesOut.otherTags || MODEL_TAGS.has(name)));
  const attachments = leavesOut.attachments ? { volumes: [], networkInterfaces: [], elasticAddresses: [] } : {};
  return { ...instance, ...attachments, tags };
}

test.each([
  { attachments: true, otherTags: false },
  { attachments: false, otherTags: true },
  { attachments: true, otherTags: true },
  { attachments: false, otherTags: false },
])('what is left out of an answer changes nothing else that is read of it: %o', (leavesOut) => {
  fc.assert(
    fc.property(pages, (body) => {
      const whole = readOurselves(body).instances;

      expect(readWithout(leavesOut, body)).toEqual(whole.map((instance) => without(leavesOut, instance)));
    }),
  );
});
