import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { writeCompletions } from './completions.ts';
import { findCommands } from './find-commands.ts';
import { writeBuildId } from './build-id.ts';
import { writeManifest } from './manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const startedAt = performance.now();
const commands = await findCommands(root);

// Built aside and swapped in at the end: a spotctl that runs meanwhile keeps a whole program.
const fresh = join(root, `dist-${process.pid}`);
const stale = join(root, `dist-${process.pid}-stale`);
try {
  await bundle({ root, outputFolder: fresh, commands });
  await writeBuildId(fresh);
  await writeManifest({ root, outputFolder: fresh });
  await writeCompletions({ root, outputFolder: fresh });
  await rename(join(root, 'dist'), stale).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, join(root, 'dist'));
} finally {
  await Promise.all([fresh, stale].map((folder) => rm(folder, { recursive: true, force: true })));
}
console.log(`Built ${commands.length} commands in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
