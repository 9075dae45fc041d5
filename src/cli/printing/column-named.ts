import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Column, ListView } from '../../views/list.ts';

/** By name or by header, in any case. Throws `USAGE` naming the choices. */
export function columnNamed<Item>(view: ListView<Item>, name: string): Column<Item> {
  const wanted = name.toLowerCase();
  const found = view.columns.find((column) => column.name.toLowerCase() === wanted || column.header.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new SpotctlError({
    code: 'USAGE',
    message: `There is no column "${name}".`,
    hint: `Choose from: ${view.columns.map((column) => column.name).join(', ')}.`,
  });
}
