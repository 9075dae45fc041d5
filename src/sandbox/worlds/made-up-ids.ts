/** Ids that are the same on every run: a number goes in, a well-formed and unique id comes out. */
export function instanceIdOf(position: number): string {
  return `i-0${hex(scatter(position), 8)}${hex(position, 8)}`;
}

export function uuidOf(kind: 'client' | 'agent' | 'replica', position: number): string {
  const group = { client: 'c11e', agent: 'a6e0', replica: '7e90' }[kind];
  return `${hex(scatter(position), 8)}-${group}-4000-8000-${hex(position, 12)}`;
}

/** A number between 0 and 1 for a position, the same on every run. */
export function chanceOf(position: number): number {
  return scatter(position) / 0x1_0000_0000;
}

/** Neighbouring numbers give unlike ones: the finalising step of a 32-bit hash. */
function scatter(position: number): number {
  let mixed = Math.imul(position ^ (position >>> 16) ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
