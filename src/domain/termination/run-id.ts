const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

/** A ULID: sorts by time, and no two runs share one. `random` is 10 bytes of randomness. */
export function makeRunId(now: Date, random: Uint8Array): string {
  const entropy = random.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  return encode(BigInt(now.getTime()), TIME_CHARACTERS) + encode(entropy, RANDOM_CHARACTERS);
}

function encode(value: bigint, length: number): string {
  const digits = Array.from({ length }, (_unused, position) => Number((value >> BigInt(5 * (length - 1 - position))) & 31n));
  return digits.map((digit) => ALPHABET[digit] ?? '').join('');
}
