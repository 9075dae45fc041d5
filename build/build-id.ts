import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BUILD_ID_LENGTH = 12;

/** Says that the bundle is CommonJS, and by what name its compiled code is kept: another program never meets the code of this one. */
export async function writeBuildId(outputFolder: string): Promise<void> {
  const hash = createHash('sha256');
  const files = (await readdir(outputFolder, { recursive: true })).filter((file) => file.endsWith('.js'));
  for (const file of files.toSorted()) hash.update(file).update(await readFile(join(outputFolder, file)));
  const build = hash.digest('hex').slice(0, BUILD_ID_LENGTH);
  await writeFile(join(outputFolder, 'package.json'), JSON.stringify({ type: 'commonjs', build }));
}
