import { expect, test } from 'vitest';
import { readTransition } from '../../../src/gateways/ec2/read-transition.ts';

test.for([
  ['User initiated (2026-11-23 12:00:07 GMT)', '2026-11-23T12:00:07.000Z'],
  ['Server.SpotInstanceTermination (2026-11-23 12:00:07 GMT)', '2026-11-23T12:00:07.000Z'],
  ['User initiated (2026-11-23 12:00:07 UTC)', '2026-11-23T12:00:07.000Z'],
  ['User initiated', null],
  ['', null],
  ['User initiated (2026-13-41 12:00:07 GMT)', null],
  ['User initiated (2026-11-23 12:00:07 CET)', null],
] as const)('reads the moment behind %j', ([reason, moment]) => {
  expect(readTransition(reason)).toBe(moment);
});
