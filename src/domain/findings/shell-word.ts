const PLAIN = /^[\w.,:@%+=/-]+$/;

/** A value as one word of a shell command, quoted where it could mean anything else to the shell. */
export function shellWord(value: string): string {
  return PLAIN.test(value) && !value.startsWith('-') ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

const WORD = /(?:'[^']*'|\\'|[^\s'\\])+/g;
const PIECE = /'([^']*)'|\\(')|([^'\\]+)/g;

/** The words of a command that was written with `shellWord`. */
export function shellWords(command: string): readonly string[] {
  return [...command.matchAll(WORD)].map(([word]) =>
    [...word.matchAll(PIECE)].map(([, quoted, escaped, plain]) => quoted ?? escaped ?? plain ?? '').join(''),
  );
}
