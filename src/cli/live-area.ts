/** As much of a terminal's stream as drawing over itself takes. */
export interface LiveStream {
  readonly columns: number;
  write(text: string): unknown;
}

const UP = '\u001b[A';
const CLEAR_LINE = '\u001b[2K';
const CLEAR_BELOW = '\u001b[J';

/** Lines at the end of a terminal that are drawn over themselves; what was drawn last stays there. */
export class LiveArea {
  readonly #stream: LiveStream;
  readonly #widthOf: (text: string) => number;
  #drawn: readonly string[] = [];

  constructor(stream: LiveStream, widthOf: (text: string) => number) {
    this.#stream = stream;
    this.#widthOf = widthOf;
  }

  draw(lines: readonly string[]): void {
    this.#stream.write(`${this.#back()}${lines.map((line) => `${CLEAR_LINE}${line}\n`).join('')}${CLEAR_BELOW}`);
    this.#drawn = lines;
  }

  /** Text above the area, which moves down. */
  say(text: string): void {
    this.#stream.write(`${this.#back()}${CLEAR_BELOW}${text}${this.#drawn.map((line) => `${line}\n`).join('')}`);
  }

  /** To the first line drawn; a terminal that became narrower has broken the lines that no longer fit. */
  #back(): string {
    const columns = Math.max(1, this.#stream.columns);
    const rows = this.#drawn.reduce((total, line) => total + Math.max(1, Math.ceil(this.#widthOf(line) / columns)), 0);
    return rows === 0 ? '' : `\r${UP.repeat(rows)}`;
  }
}
