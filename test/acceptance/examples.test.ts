import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeFolder } from '../support/home.ts';
import { binPath, isolatedEnv, repositoryRoot } from '../support/run-command.ts';
import { type RunningSandbox, runningSandbox } from '../support/running-sandbox.ts';

interface Documented {
  readonly id: string;
  readonly description?: string;
  readonly examples?: readonly { readonly description: string; readonly command: string }[];
  readonly flags: Readonly<Record<string, unknown>>;
}

const manifest: Readonly<Record<string, Documented>> = JSON.parse(await readFile(join(repositoryRoot, 'dist/manifest.json'), 'utf8'));
const commands = Object.values(manifest);

/** What stays until it is stopped: it is, once it has shown something. */
const LASTING = /^spotctl (watch|backend serve$|sandbox start)/u;
/** Where an example ends in another way here than at its reader's, and why. */
const ELSEWHERE: Readonly<Record<string, number>> = {
  // The question for a token needs a terminal.
  'spotctl login --backend-url https://backend.example.com': 2,
  // This machine is no EC2 instance, and no MariaDB answers under that name.
  'spotctl agent run --region ap-south-1': 2,
  'spotctl backend serve --database mysql://spot:secret@db/fleet --adopt': 1,
  // The code is doctor's own, and the incident has findings.
  'spotctl sandbox exec -- spotctl doctor': 1,
  '. /tmp/sandbox.env && spotctl doctor': 1,
  'spotctl doctor --context staging': 1,
};

describe('every command', () => {
  test.each(commands.map(({ id, examples }) => [id, examples ?? []] as const))('shows at least two uses: %s', (...[, examples]) => {
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(examples.every(({ description, command }) => description !== '' && command !== '')).toBe(true);
  });
});

describe('the uses that help shows', () => {
  test.each(commands.map((command) => [command.id.replaceAll(':', ' '), command] as const))(
    'end as the command says: %s',
    async (...[, command]) => {
      // A drill needs a fleet that is well.
      const sandbox = await runningSandbox(command.id === 'drill' ? 'healthy' : 'incident');
      const home = await preparedHome(sandbox);
      if (command.id === 'schema:apply') await runLine('spotctl schema plan --out plan.json', { sandbox, home });

      for (const line of linesOf(command)) {
        const ended = await runLine(line, { sandbox, home });

        expect(documentedCodes(command, line), `${line}\n${ended.text}`).toContain(ended.exitCode);
      }
    },
  );
});

function linesOf({ id, examples = [] }: Documented): readonly string[] {
  return examples.map(({ command }) =>
    command.replaceAll('<%= config.bin %>', 'spotctl').replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
  );
}

/** 0; what its description names; and where it has to be confirmed, that nobody did. */
function documentedCodes({ description = '', flags }: Documented, line: string): readonly number[] {
  const named = description
    .split(/(?<=\.)\s/u)
    .filter((sentence) => /exit|ends with/iu.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(/\b(?:\d|130)\b/gu)].map(([code]) => Number(code)));
  return [
    0,
    ...named,
    ...('yes' in flags || 'confirm' in flags ? [6] : []),
    ...(LASTING.test(line) ? [130] : []),
    ...(ELSEWHERE[line] === undefined ? [] : [ELSEWHERE[line]]),
  ];
}

/** A home with the contexts, files and programs that examples speak of. */
async function preparedHome(sandbox: RunningSandbox): Promise<string> {
  const home = await homeFolder();
  const folders = ['bin', 'work', '.config/spotctl', '.config/fish/completions'].map((name) => join(home, name));
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
  const context = { backendUrl: sandbox.backendUrl, regions: ['ap-south-1'] };
  const staging = { ...context, drillClients: ['c11e0000-0000-4000-8000-00000000000a'], drillAccounts: ['123456789012'] };
  const files: Readonly<Record<string, string>> = {
    '.config/spotctl/config.json': JSON.stringify({ currentContext: 'prod', contexts: { prod: context, staging } }),
    '.config/spotctl/credentials.json': JSON.stringify({ tokens: { prod: sandbox.token, staging: sandbox.token } }),
    'bin/spotctl': `#!/bin/sh\nexec '${process.execPath}' '${binPath}' "$@"\n`,
    'bin/pass': `#!/bin/sh\necho '${sandbox.token}'\n`,
    'bin/aws': '#!/bin/sh\nexit 0\n',
    'bin/jq': '#!/bin/sh\ncat > /dev/null\n',
    'backend.env': 'DB_HOST=127.0.0.1\nDB_PORT=9\nDB_USER=u\nDB_PASSWORD=p\nDB_NAME=spot_optimizer\n',
    'sandbox.env': Object.entries(sandbox.env)
      .map(([name, value]) => `export ${name}='${value}'\n`)
      .join(''),
    'work/new.csv': 'instance_id\ni-0f75d6fccfb53a938\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text, { mode: 0o600 });
  for (const program of ['spotctl', 'pass', 'aws', 'jq']) await chmod(join(home, 'bin', program), 0o755);
  return home;
}

/** As it is written, but with addresses, files and waits of the sandbox. */
async function runLine(
  line: string,
  { sandbox, home }: { readonly sandbox: RunningSandbox; readonly home: string },
): Promise<{ readonly exitCode: number | null; readonly text: string }> {
  const here = line
    .replaceAll('https://backend.example.com', sandbox.backendUrl)
    .replaceAll('/opt/backend/.env', join(home, 'backend.env'))
    .replaceAll('/tmp/sandbox.env', join(home, line.startsWith('.') ? 'sandbox.env' : 'started.env'))
    .replaceAll('--wait 5m', '--wait 1s')
    .replaceAll('--step-limit 5m', '--step-limit 1s')
    // Another shell's script.
    .replace(/^source <\((.* zsh)\)$/u, '$1');
  const env = { ...sandbox.env, ...isolatedEnv(home), PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}` };
  const isLasting = LASTING.test(line);
  const child = spawn('bash', ['-c', isLasting ? `exec ${here}` : here], {
    cwd: join(home, 'work'),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      const isFirst = text === '';
      text += String(chunk);
      if (isLasting && isFirst) child.kill('SIGINT');
    });
  }
  const [exitCode] = await once(child, 'close');
  return { exitCode, text };
}
