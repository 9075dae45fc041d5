#!/usr/bin/env node
// Everything before the version check is written so that an old Node still parses and runs it.
const needed = [22, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write(
    'spotctl: It needs Node.js ' +
      needed.join('.') +
      ' or newer, and this is ' +
      process.version +
      '. Install a newer Node.js, or run `npx -p node@24 -p spotctl spotctl`. [NODE_TOO_OLD]\n',
  );
  process.exitCode = 2;
} else if (process.argv[2] === '--version') {
  process.getBuiltinModule('node:fs').writeSync(1, versionLine());
} else {
  endQuietlyWhenNobodyReads(process.stdout);
  endQuietlyWhenNobodyReads(process.stderr);
  hideSqliteWarning();
  cacheCompiledCode();
  void import('../dist/main.js').then((program) => program.run(process.argv.slice(2)));
}

function versionLine() {
  const packageFile = new URL('../package.json', import.meta.url);
  const { name, version } = JSON.parse(process.getBuiltinModule('node:fs').readFileSync(packageFile, 'utf8'));
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`;
}

/** `spotctl ... | head -1`: the reader had enough. */
function endQuietlyWhenNobodyReads(stream) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

/** Node 22 calls its SQLite experimental each time it is loaded; every other warning is shown. */
function hideSqliteWarning() {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    const isAboutSqlite = rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite');
    if (!isAboutSqlite) emitWarning.call(process, warning, ...rest);
  };
}

/** Only in a folder that nobody else can write: whoever fills the cache decides what code runs. */
function cacheCompiledCode() {
  const fs = process.getBuiltinModule('node:fs');
  const base = process.env.XDG_CACHE_HOME || `${process.env.HOME || process.env.LOCALAPPDATA}/.cache`;
  const folder = `${base}/spotctl/compiled`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode, uid } = fs.statSync(folder);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    if (isOurs) process.getBuiltinModule('node:module').enableCompileCache?.(folder);
  } catch {
    // No cache folder, as in a read-only container: it starts a little later.
  }
}
