/** A terminal as far as the codes of `LiveArea` go: what is on it after all that was written. */
export function drawnTerminal(width: number) {
  let columns = width;
  let rows: string[] = [''];
  let row = 0;

  const put = (text: string): void => {
    for (let rest = text; rest !== ''; rest = rest.slice(columns)) {
      rows[row] = rest.slice(0, columns);
      if (rest.length > columns) lineFeed();
    }
  };
  const lineFeed = (): void => {
    row += 1;
    rows[row] ??= '';
  };
  const obey = (code: string): void => {
    if (code === '\n') lineFeed();
    else if (code === '\u001b[A') row -= 1;
    else if (code === '\u001b[2K') rows[row] = '';
    else if (code === '\u001b[J') rows = [...rows.slice(0, row), ''];
    else if (code !== '\r') put(code);
  };
  return {
    get columns() {
      return columns;
    },
    write: (text: string): void => {
      // oxlint-disable-next-line no-control-regex -- the codes are what is obeyed
      for (const code of text.match(/\u001b\[(?:A|2K|J)|[\n\r]|[^\u001b\n\r]+/gu) ?? []) obey(code);
    },
    /** Breaks the lines that no longer fit, as terminals do. */
    narrowTo: (narrower: number): void => {
      const broken = rows.map((line) => line.match(new RegExp(`.{1,${narrower}}`, 'gu')) ?? ['']);
      row += broken.slice(0, row).reduce((more, parts) => more + parts.length - 1, 0);
      rows = broken.flat();
      columns = narrower;
    },
    lines: (): readonly string[] => rows.join('\n').trimEnd().split('\n'),
  };
}
