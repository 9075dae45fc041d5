import { isBuiltin } from 'node:module';
import type { Plugin } from 'rolldown';

const prefix = '\0builtin:';

/**
 * Loads a module of Node when the first of its exports is used. An ESM `import` of one runs every lazy getter it has: of
 * `node:fs` it loads the promise API, of `node:process` the diagnostic reports, of `node:http` a whole HTTP client.
 */
export function lazyBuiltins(): Plugin {
  return {
    name: 'spotctl-lazy-builtins',
    resolveId: (source, importer) => (isBuiltin(source) && !importer?.includes('rolldown/runtime') ? `${prefix}${source}` : null),
    load: async (id) => {
      if (!id.startsWith(prefix)) return null;
      const name = id.slice(prefix.length);
      const builtin: unknown = process.getBuiltinModule(name);
      if (name === 'node:fs/promises') return promisedFiles(Object.keys(Object(builtin)));
      const load = `process.getBuiltinModule(${JSON.stringify(name)})`;
      if (typeof builtin === 'function') return `module.exports = ${load};`;
      const keys = Object.keys(Object(builtin)).filter((key) => key !== 'default');
      return `for (const key of ${JSON.stringify(keys)}) Object.defineProperty(exports, key, { enumerable: true, get: () => ${load}[key] });`;
    },
  };
}

/** The module of file promises, and Node's pool of threads, take longer to start than a run takes to read its few small files. */
function promisedFiles(keys: readonly string[]): string {
  return `
    const files = process.getBuiltinModule('node:fs');
    exports.readFile = async (file, options) => {
      if (typeof file === 'string') return files.readFileSync(file, options);
      return files.promises.readFile(file, options);
    };
    for (const key of ${JSON.stringify(keys.filter((key) => key !== 'readFile' && key !== 'default'))}) {
      Object.defineProperty(exports, key, { enumerable: true, get: () => files.promises[key] });
    }
  `;
}
