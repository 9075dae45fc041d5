import { execFileSync } from 'node:child_process';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes every screen of the pages anew, from what the program prints now. What is new in one is read in review like any other change.
const root = fileURLToPath(new URL('..', import.meta.url));
const CONSOLE = /^```console\n([\s\S]*?)^```$/gmu;
const DEMO = 'examples/runbooks/incident.sh';

for await (const path of glob(['README.md', 'docs/*.md'], { cwd: root })) {
  const page = await readFile(join(root, path), 'utf8');
  const drawn = page.replaceAll(CONSOLE, (...[, shown]) => `\`\`\`console\n${path === 'README.md' ? printed(DEMO) : again(shown)}\`\`\``);
  if (drawn !== page) await writeFile(join(root, path), drawn);
}

/** Each command of a console once more, and below it what it prints. */
function again(shown: string): string {
  const lines = shown.split('\n').filter((line) => line.startsWith('$ '));
  return lines.map((line) => `${line}\n${printed(line.slice(2))}`).join('\n');
}

/** As a terminal of 80 columns shows it, both streams in one, in a sandbox of its own. */
function printed(command: string): string {
  const script = `${command} 2>&1 || true`;
  const text = execFileSync(process.execPath, [join(root, 'bin/run.js'), 'sandbox', 'exec', '--', 'sh', '-c', script], {
    cwd: root,
    encoding: 'utf8',
  });
  return `${text.trim()}\n`;
}
