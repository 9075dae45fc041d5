import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Page, pages } from '../support/documentation.ts';
import { repositoryRoot } from '../support/run-command.ts';

test('every link of every page leads to a file, and to a heading in it', async () => {
  const all = await pages();
  const anchors = new Map(all.map((page) => [page.path, anchorsOf(page)]));

  const dead = all.flatMap((page) =>
    linksOf(page).filter((link) => {
      const [file = '', anchor] = link.split('#');
      const path = file === '' ? page.path : join(dirname(page.path), file);
      return !existsSync(join(repositoryRoot, path)) || (anchor !== undefined && anchors.get(path)?.has(anchor) !== true);
    }),
  );

  expect(dead).toEqual([]);
  expect(all.flatMap(linksOf).length).toBeGreaterThan(50);
});

function linksOf({ text }: Page): readonly string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/gu)].map(([, link]) => link ?? '');
}

/** As GitHub makes them of headings. */
function anchorsOf({ text }: Page): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading]) => heading ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
