import { SpotctlError } from '../errors/spotctl-error.ts';
import { findings } from './index.ts';

/** Words as `--only` and `--skip` take them: codes or categories, in any case of letters; an empty `only` means all. */
export interface Selection {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** The codes that are left of the catalogue. Throws `USAGE`, naming the choices, for a word that is neither code nor category, and where nothing is left. */
export function selectCodes({ only, skip }: Selection): ReadonlySet<string> {
  const wanted = only.length === 0 ? findings.map(({ code }) => code) : only.flatMap(codesNamed);
  const unwanted = new Set(skip.flatMap(codesNamed));
  const left = new Set(wanted.filter((code) => !unwanted.has(code)));
  if (left.size > 0) return left;
  throw new SpotctlError({ code: 'USAGE', message: 'No finding is left to look for.', hint: 'Name fewer in --skip, or others in --only.' });
}

function codesNamed(word: string): readonly string[] {
  const name = word.trim();
  const named = findings.filter(({ code, category }) => code === name.toUpperCase() || category === name.toLowerCase());
  if (named.length > 0) return named.map(({ code }) => code);
  const categories = [...new Set(findings.map(({ category }) => category))];
  throw new SpotctlError({
    code: 'USAGE',
    message: `"${word}" is neither the code of a finding nor a category.`,
    hint: `Categories: ${categories.join(', ')}. Codes: ${findings.map(({ code }) => code).join(', ')}.`,
  });
}
