import { arrangeList } from '../../src/cli/printing/arrange-list.ts';
import { listPieces } from '../../src/cli/printing/print-list.ts';
import type { Presentation } from '../../src/cli/printing/presentation.ts';
import type { ListView } from '../../src/views/list.ts';

/** The whole list, as it comes to stdout. */
export async function renderList<Item>(view: ListView<Item>, presentation: Presentation): Promise<string> {
  const arranged = arrangeList(view, presentation);
  return [...(await listPieces(arranged, presentation))].join('');
}
