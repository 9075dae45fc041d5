import type { Presentation } from '../../src/cli/printing/presentation.ts';
import type { Screen } from '../../src/views/screen.ts';
import { NOW } from './builders.ts';

/** A terminal without colour at `NOW`, where every character is one cell wide. */
export function screen(facts: Partial<Screen> = {}): Screen {
  return {
    columns: 120,
    isTerminal: true,
    paint: (_style, text) => text,
    widthOf: (text) => text.length,
    now: NOW,
    ...facts,
  };
}

/** What nobody chose anything of, piped: tab-separated rows. */
export function presentation(facts: Partial<Presentation> = {}): Presentation {
  return {
    format: null,
    hasHeader: true,
    columns: null,
    sort: null,
    filters: [],
    hasColor: false,
    isTerminal: false,
    width: 80,
    now: () => new Date(NOW),
    ...facts,
  };
}
