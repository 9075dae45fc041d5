import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputAsset, OutputChunk } from 'rolldown';

/** Writes which packages are in each file of the bundle, and how many bytes of each before they are minified. For tests; not published. */
export async function writeContents(outputFolder: string, output: readonly (OutputAsset | OutputChunk)[]): Promise<void> {
  const chunks = output.filter((file) => file.type === 'chunk');
  const contents = Object.fromEntries(chunks.map(({ fileName, modules }) => [fileName, bytesByPackage(modules)]));
  await writeFile(join(outputFolder, 'contents.json'), JSON.stringify(contents));
}

function bytesByPackage(modules: OutputChunk['modules']): Readonly<Record<string, number>> {
  const bytes = new Map<string, number>();
  for (const [id, { renderedLength }] of Object.entries(modules)) {
    const name = /^.*?node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(id)?.[1];
    if (name !== undefined) bytes.set(name, (bytes.get(name) ?? 0) + renderedLength);
  }
  return Object.fromEntries(bytes);
}
