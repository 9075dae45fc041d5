import { stripVTControlCharacters, styleText } from 'node:util';
import type { Screen } from '../../views/screen.ts';

export type OutputFormat = 'table' | 'wide' | 'json' | 'yaml' | 'csv' | 'tsv' | 'name';
export const OUTPUT_FORMATS: readonly OutputFormat[] = ['table', 'wide', 'json', 'yaml', 'csv', 'tsv', 'name'];

/** How this run shows its answer. */
export interface Presentation {
  /** `null`: nobody chose, so a table on a terminal and tab-separated rows elsewhere. */
  readonly format: OutputFormat | null;
  readonly hasHeader: boolean;
  readonly columns: readonly string[] | null;
  readonly sort: string | null;
  /** Each as it was written: `hourlyCost>0.05`. */
  readonly filters: readonly string[];
  readonly hasColor: boolean;
  readonly isTerminal: boolean;
  readonly width: number;
  /** What ages are counted from. */
  readonly now: () => Date;
}

/** True where the answer is one JSON or YAML document, errors included. */
export function isDocumentFormat(presentation: Presentation): boolean {
  return presentation.format === 'json' || presentation.format === 'yaml';
}

/** The same for what goes to stderr: colour only where stderr is a terminal too. */
export function onStderr(presentation: Presentation, stderr: { readonly isTTY?: boolean }): Presentation {
  return { ...presentation, hasColor: presentation.hasColor && stderr.isTTY === true };
}

// Everything but Latin letters, spaces and dashes may be wider or narrower than one cell: even a plain sign such as the check mark.
const MAY_BE_WIDE = /[\u0300-\u200f\u2028-\u{10ffff}]/u;

/** The screen for what is about to be shown: exact widths of CJK and emoji are loaded only where the content has any. */
export async function screenFor(presentation: Presentation, content: string): Promise<Screen> {
  const widthOf = MAY_BE_WIDE.test(content) ? await exactWidth() : latinWidth;
  return {
    columns: presentation.width,
    isTerminal: presentation.isTerminal,
    paint: presentation.hasColor ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text,
    widthOf,
    now: presentation.now().toISOString(),
  };
}

function latinWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}

async function exactWidth(): Promise<(text: string) => number> {
  const { default: stringWidth } = await import('string-width');
  return (text) => stringWidth(text);
}
