/** One record, the line its first character stands on, and its cells; or what is wrong there. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] } | { readonly line: number; readonly problem: string };

interface Reading {
  readonly text: string;
  position: number;
  line: number;
}

/** The records of a CSV text (RFC 4180: commas, cells in double quotes where needed, any line ends). Blank lines are skipped. */
export function parseCsv(text: string): readonly CsvRecord[] {
  const reading: Reading = { text: text.replace(/^\uFEFF/u, ''), position: 0, line: 1 };
  const records: CsvRecord[] = [];
  while (reading.position < reading.text.length) {
    const { line } = reading;
    const read = readRecord(reading);
    if ('problem' in read) {
      records.push({ line, problem: read.problem });
      skipLine(reading);
      continue;
    }
    const isBlank = read.cells.length === 1 && read.cells[0]?.trim() === '';
    if (!isBlank) records.push({ line, cells: read.cells });
  }
  return records;
}

function readRecord(reading: Reading): { readonly cells: readonly string[] } | { readonly problem: string } {
  const cells: string[] = [];
  for (;;) {
    const cell = readCell(reading);
    if (typeof cell !== 'string') return cell;
    cells.push(cell);
    const end = reading.text[reading.position];
    if (end !== ',') return endLine(reading) ? { cells } : { problem: 'text follows the closing quote of a cell' };
    reading.position += 1;
  }
}

function readCell(reading: Reading): string | { readonly problem: string } {
  const { text } = reading;
  if (text[reading.position] === '"') return readQuoted(reading);
  const plain = /[^,\r\n]*/uy;
  plain.lastIndex = reading.position;
  const [cell = ''] = plain.exec(text) ?? [];
  reading.position += cell.length;
  return cell.includes('"') ? { problem: 'a double quote stands inside a cell that does not begin with one' } : cell.trim();
}

function readQuoted(reading: Reading): string | { readonly problem: string } {
  const quoted = /"((?:[^"]|"")*)"/uy;
  quoted.lastIndex = reading.position;
  const found = quoted.exec(reading.text);
  if (found === null) {
    reading.position = reading.text.length;
    return { problem: 'a cell begins with a double quote that nothing closes' };
  }
  const [whole, inner = ''] = found;
  reading.position += whole.length;
  reading.line += whole.split('\n').length - 1;
  return inner.replaceAll('""', '"').trim();
}

/** Steps over the end of a line; false where there is none. */
function endLine(reading: Reading): boolean {
  const { text } = reading;
  if (reading.position >= text.length) return true;
  const width = text.startsWith('\r\n', reading.position) ? 2 : Number('\r\n'.includes(text[reading.position] ?? ' '));
  reading.position += width;
  reading.line += Math.min(1, width);
  return width > 0;
}

function skipLine(reading: Reading): void {
  const next = reading.text.indexOf('\n', reading.position);
  reading.position = next === -1 ? reading.text.length : next + 1;
  reading.line += 1;
}
