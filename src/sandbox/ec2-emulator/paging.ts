import { Ec2Fault } from './ec2-fault.ts';
import type { QueryParameters } from './query-parameters.ts';

const SMALLEST_PAGE = 5;
const LARGEST_PAGE = 1000;

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque to the caller; `undefined` on the last page. */
  readonly nextToken: string | undefined;
}

/** One page by `MaxResults` and `NextToken`; everything where the caller asked for no paging. */
export function pageOf<T>(items: readonly T[], parameters: QueryParameters): Page<T> {
  const token = parameters.text('NextToken');
  const start = token === undefined || token === '' ? 0 : offsetOf(token, items.length);
  const size = parameters.integer('MaxResults') ?? (start === 0 ? items.length : LARGEST_PAGE);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? tokenOf(end) : undefined };
}

/** EC2's rule for describing instances: 5 to 1000 a page. */
export function refusePageSize(parameters: QueryParameters): void {
  const size = parameters.integer('MaxResults');
  if (size === undefined || (size >= SMALLEST_PAGE && size <= LARGEST_PAGE)) return;
  const expected = size < SMALLEST_PAGE ? `greater than ${SMALLEST_PAGE}` : `smaller than ${LARGEST_PAGE}`;
  const message = `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value ${expected}.`;
  throw new Ec2Fault({ code: 'InvalidParameterValue', message });
}

function tokenOf(offset: number): string {
  return Buffer.from(`page:${offset}`).toString('base64url');
}

function offsetOf(token: string, length: number): number {
  const offset = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined || Number(offset) > length) {
    throw new Ec2Fault({ code: 'InvalidNextToken', message: `The NextToken '${token}' is invalid` });
  }
  return Number(offset);
}
