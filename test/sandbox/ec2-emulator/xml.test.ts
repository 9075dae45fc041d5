import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { escapeXml, xmlDocument } from '../../../src/sandbox/ec2-emulator/xml.ts';

test('lists become items and absent values nothing', () => {
  const fields = { set: [{ id: 'a' }, { id: 'b', none: undefined }], empty: [], text: '', isOn: true, count: 3 };

  const xml = xmlDocument({ name: 'Answer', namespace: 'urn:x' }, fields);

  expect(xml).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Answer xmlns="urn:x"><set><item><id>a</id></item><item><id>b</id></item></set><empty/><text/><isOn>true</isOn><count>3</count></Answer>',
  );
});

test('no text can leave its element', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(escapeXml(text)).not.toMatch(/[<>"'\r\n]|&(?!(?:amp|lt|gt|quot|apos|#x[0-9a-f]+);)/);
    }),
  );
});

test('what XML cannot hold becomes a replacement character', () => {
  expect(escapeXml('a\u0000\u001b[2Jb\tc')).toBe('a\ufffd\ufffd[2Jb&#x9;c');
});
