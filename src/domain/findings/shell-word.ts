const PLAIN = /^[\w.:@%+=/-]+$/;

/** A value as one word of a shell command, quoted where it could mean anything else to the shell. */
export function shellWord(value: string): string {
  return PLAIN.test(value) && !value.startsWith('-') ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
