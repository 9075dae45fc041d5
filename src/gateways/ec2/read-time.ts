import type { Timestamp } from '../../domain/instance.ts';
import { UnreadableXml } from './xml/unreadable-xml.ts';

const AS_EC2_WRITES = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/** A moment of an answer in UTC with milliseconds. EC2 writes it so already, but for fractions and the odd day of a month. */
export function readTime(text: string): Timestamp {
  if (AS_EC2_WRITES.test(text)) return text;
  const date = new Date(text);
  if (!RFC_3339.test(text) || Number.isNaN(date.getTime())) throw new UnreadableXml(`"${text}" is no time.`);
  return date.toISOString();
}
