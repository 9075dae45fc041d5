import { glob } from 'node:fs/promises';
import { join } from 'node:path';

export interface CommandFile {
  /** As oclif writes it: `schema:apply`. */
  readonly id: string;
  readonly path: string;
}

/** Every command of the source tree, by id: the path below `src/commands`, a topic's own command in its `index.ts`. */
export async function findCommands(root: string): Promise<readonly CommandFile[]> {
  const folder = join(root, 'src/commands');
  const found: CommandFile[] = [];
  for await (const file of glob('**/*.{ts,tsx}', { cwd: folder })) {
    const parts = file.replace(/\.tsx?$/u, '').split('/');
    found.push({ id: (parts.at(-1) === 'index' ? parts.slice(0, -1) : parts).join(':'), path: join(folder, file) });
  }
  return found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
