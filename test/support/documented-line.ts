import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from './home.ts';
import { binPath, isolatedEnv, repositoryRoot } from './run-command.ts';
import type { RunningSandbox } from './running-sandbox.ts';

/** Of every world of the sandbox. */
const CLIENT = 'c11e0000-0000-4000-8000-00000000000a';
const ADMINISTRATOR = 'sandbox-administrator';

/** What stays until it is stopped: it is, once it has shown something. */
export function isLasting(line: string): boolean {
  return /^spotctl (watch|backend serve( --adopt| --database sqlite:\S+)?$|sandbox start)/u.test(line);
}

/** A home with the contexts, files and programs that examples speak of. */
export async function preparedHome(sandbox: RunningSandbox): Promise<string> {
  const home = await homeFolder();
  const folders = ['bin', 'work', '.config/spotctl', '.config/fish/completions'].map((name) => join(home, name));
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
  const context = { backendUrl: sandbox.backendUrl, regions: ['ap-south-1'] };
  const staging = { ...context, drillClients: [CLIENT], drillAccounts: ['123456789012'] };
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
    'aws-credentials': ['prod', 'staging']
      .map((name) => `[${name}]\naws_access_key_id=AKIASANDBOX000000000\naws_secret_access_key=sandbox\n`)
      .join(''),
    'work/new.csv': 'instance_id\ni-0f75d6fccfb53a938\n',
  };
  await symlink(join(repositoryRoot, 'examples'), join(home, 'work/examples'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text, { mode: 0o600 });
  for (const program of ['spotctl', 'pass', 'aws', 'jq']) await chmod(join(home, 'bin', program), 0o755);
  return home;
}

/** As it is written, but with addresses, files and waits of the sandbox. */
export async function runLine(
  line: string,
  { sandbox, home }: { readonly sandbox: RunningSandbox; readonly home: string },
): Promise<{ readonly exitCode: number | null; readonly text: string }> {
  const here = line
    .replaceAll('https://backend.example.com', sandbox.backendUrl)
    .replaceAll('http://127.0.0.1:5000', sandbox.backendUrl)
    .replaceAll('/clients/ID/', `/clients/${CLIENT}/`)
    .replaceAll('/var/lib/spotctl', join(home, 'work'))
    .replaceAll('/opt/backend/.env', join(home, 'backend.env'))
    .replaceAll('/tmp/sandbox.env', join(home, line.startsWith('.') ? 'sandbox.env' : 'started.env'))
    .replaceAll('--wait 5m', '--wait 1s')
    .replaceAll('--step-limit 5m', '--step-limit 1s')
    // Another test may serve at the same time.
    .replace(/^spotctl backend serve(?!.* --port)/u, '$& --port 0')
    // Another shell's script.
    .replace(/^source <\((.* zsh)\)$/u, '$1');
  const env = {
    ...sandbox.env,
    ...isolatedEnv(home),
    ADMIN: ADMINISTRATOR,
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'aws-credentials'),
    PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`,
  };
  const lasts = isLasting(line);
  const child = spawn('bash', ['-c', lasts ? `exec ${here}` : here], {
    cwd: join(home, 'work'),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      const isFirst = text === '';
      text += String(chunk);
      if (lasts && isFirst) child.kill('SIGINT');
    });
  }
  const [exitCode] = await once(child, 'close');
  return { exitCode, text };
}
