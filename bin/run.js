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
      '. Install a newer Node.js, or run `npx -p node@24 -p spotctl spotctl`; in a clone, `npx node bin/run.js`. [NODE_TOO_OLD]\n',
  );
  process.exitCode = 2;
} else if (process.argv[2] === '--version') {
  process.getBuiltinModule('node:fs').writeSync(1, versionLine());
} else {
  endWhenNobodyReads(process.stdout);
  goOnWithoutTalk(process.stderr);
  hideSqliteWarning();
  void loadProgram().run(process.argv.slice(2));
}

function versionLine() {
  const { name, version } = JSON.parse(ownFiles().read('package.json', 'utf8'));
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`;
}

/** `spotctl ... | head -1`: the reader had enough. EIO: the terminal was closed. */
function endWhenNobodyReads(stdout) {
  stdout.on('error', (error) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') process.exit(process.exitCode ?? 0);
    process.stderr.write(
      `spotctl: The answer could not be written: ${error.message}. Free some space, or write it elsewhere. [OUTPUT_FAILED]\n`,
    );
    process.exit(1);
  });
}

/** Nobody reads the talk any more: the answer and the exit code still count. */
function goOnWithoutTalk(stderr) {
  stderr.on('error', () => undefined);
}

/** Node 22 calls its SQLite experimental each time it is loaded; every other warning is shown. */
function hideSqliteWarning() {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...rest) => {
    const isAboutSqlite = rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite');
    if (!isAboutSqlite) emitWarning(warning, ...rest);
  };
}

/** The files of the package, by their path in it: around this one, or inside the single executable. */
function ownFiles() {
  const sea = process.getBuiltinModule('node:sea');
  if (sea.isSea()) return filesInside(sea);
  const fs = process.getBuiltinModule('node:fs');
  const here = import.meta.dirname;
  const root = process.getBuiltinModule('node:path').dirname(here);
  return {
    root,
    has: (name) => fs.existsSync(`${root}/${name}`),
    read: (name, encoding) => fs.readFileSync(`${root}/${name}`, encoding),
    // For what can only be ESM.
    import: (name) => import(`../${name}`),
  };
}

function filesInside(sea) {
  const read = (name, encoding) => Buffer.from(sea.getRawAsset(name)).toString(encoding);
  return {
    root: process.getBuiltinModule('node:path').dirname(process.execPath),
    has: (name) => sea.getAssetKeys().some((inside) => inside === name || inside.startsWith(`${name}/`)),
    read,
    import: (name) => import(`data:text/javascript;base64,${read(name, 'base64')}`),
  };
}

/**
 * Loads `dist/main.js` and what it requires as Node would, but with the compiled code of the last run of the same command. Node's
 * own cache keeps a module as it was compiled before anything in it ran; here every function that a run has called is kept too.
 */
function loadProgram() {
  const fs = process.getBuiltinModule('node:fs');
  const path = process.getBuiltinModule('node:path');
  const { Script } = process.getBuiltinModule('node:vm');
  const files = ownFiles();
  const folder = compiledFolder(fs, files);
  const importFromDist = (name) => files.import(`dist/${name}`);
  const readFromDist = (name) => files.read(`dist/${name}`, 'utf8');
  const loaded = new Map();
  const fresh = [];
  const load = (name) => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const filename = path.join(files.root, name);
    const kept = folder === null ? null : path.join(folder, path.basename(name));
    const cachedData = readIfThere(fs, kept);
    // The build writes ASCII alone, which is read fastest as Latin-1.
    const text = files.read(name, 'latin1').toString();
    const source = `(function (exports, require, module, __filename, __dirname, importFromDist, readFromDist) {${text}\n})`;
    const script = new Script(source, { filename, cachedData });
    if (kept !== null && (cachedData === undefined || script.cachedDataRejected)) fresh.push({ kept, script });
    const module = { exports: {} };
    loaded.set(name, module);
    const require = (wanted) => (wanted[0] === '.' ? load(path.join(path.dirname(name), wanted)) : requirePackage(filename, wanted));
    script.runInThisContext()(module.exports, require, module, filename, path.dirname(filename), importFromDist, readFromDist);
    return module.exports;
  };
  process.once('exit', () => keepCompiled(fs, fresh));
  return load('dist/main.js');
}

function requirePackage(file, name) {
  return process.getBuiltinModule(name) ?? process.getBuiltinModule('node:module').createRequire(file)(name);
}

/**
 * A folder for this build, this Node and this command, since each command calls other functions of the same files. Only where nobody
 * else can write: whoever fills the cache decides what code runs. `null` where there is none.
 */
function compiledFolder(fs, files) {
  const base = process.env.XDG_CACHE_HOME || `${process.env.HOME || process.env.LOCALAPPDATA}/.cache`;
  const folder = `${base}/spotctl/compiled`;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { mode, uid } = fs.statSync(folder);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    if (!isOurs) return null;
    const { build } = JSON.parse(files.read('dist/package.json', 'utf8'));
    const command = process.argv[2] ?? '';
    const isCommand = /^[a-z-]+$/.test(command) && (files.has(`dist/commands/${command}.js`) || files.has(`dist/commands/${command}`));
    return `${folder}/${build}-${process.version}-${process.arch}/${isCommand ? command : '-'}`;
  } catch {
    // No cache folder, as in a read-only container: it starts a little later.
    return null;
  }
}

function readIfThere(fs, file) {
  try {
    return file === null ? undefined : fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Each file is put in place whole, so that no other run reads a part of it. */
function keepCompiled(fs, fresh) {
  try {
    for (const { kept, script } of fresh) {
      fs.mkdirSync(process.getBuiltinModule('node:path').dirname(kept), { recursive: true, mode: 0o700 });
      fs.writeFileSync(`${kept}.${process.pid}`, script.createCachedData(), { mode: 0o600 });
      fs.renameSync(`${kept}.${process.pid}`, kept);
    }
  } catch {
    // A full disk: the next start compiles again.
  }
}
