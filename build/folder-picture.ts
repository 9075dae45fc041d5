import { cruise } from 'dependency-cruiser';

const BEGIN = '<!-- written by npm run docs from the imports -->\n';
const END = '<!-- end -->\n';

/** A page with the picture in it as the code is now. */
export async function withFolderPicture(page: string, root: string): Promise<string> {
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error('The page has no place for the picture.');
  return `${before}${BEGIN}${await folderPicture(root)}${END}${after}`;
}

/** Which folder of `src` imports which, as Mermaid draws it: solid where code is loaded, dotted where only types are. */
async function folderPicture(root: string): Promise<string> {
  const edges = await folderEdges(root);
  const lines = [...edges.keys()].toSorted().map((edge) => {
    const [from = '', to = ''] = edge.split(' ');
    return `  ${nodeOf(from)} ${edges.get(edge) === true ? '-.->' : '-->'} ${nodeOf(to)}\n`;
  });
  return `\`\`\`mermaid\nflowchart TD\n${lines.join('')}\`\`\`\n`;
}

/** "from to", and whether all of its imports are of types. */
async function folderEdges(root: string): Promise<ReadonlyMap<string, boolean>> {
  const { output } = await cruise(['src'], {
    baseDir: root,
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  });
  if (typeof output === 'string') throw new Error(output);
  const edges = new Map<string, boolean>();
  for (const { source, dependencies } of output.modules) {
    for (const { resolved, dependencyTypes } of dependencies) {
      const [from, to] = [folderOf(source), folderOf(resolved)];
      if (from === null || to === null || from === to) continue;
      const edge = `${from} ${to}`;
      edges.set(edge, (edges.get(edge) ?? true) && dependencyTypes.includes('type-only'));
    }
  }
  return edges;
}

function folderOf(path: string): string | null {
  return /^src\/([^/]+)\//u.exec(path)?.[1] ?? null;
}

/** A word that Mermaid takes for its own must not be the name of a node. */
function nodeOf(folder: string): string {
  return folder === 'usecases' ? 'usecases["use cases"]' : folder;
}
