import type { Plugin } from 'rolldown';

const required = /^(?:const|var) (\w+_\d+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gmu;

/**
 * Loads a module of oclif when it is first used, not when another one mentions it: a run needs a part of them.
 * Works on what TypeScript emits: `const name_1 = require("name")`, then `name_1.member`.
 */
export function lazyRequires(): Plugin {
  return {
    name: 'spotctl-lazy-requires',
    transform: (code, id) => {
      if (!/@oclif\/core\/lib\/.*\.js$/u.test(id)) return null;
      const names = [...code.matchAll(required)].map(([, name]) => name);
      if (names.length === 0) return null;
      const declared = code.replaceAll(required, 'let $1$$; const $1$$$$ = () => ($1$$ ??= $2);');
      const used = declared.replaceAll(new RegExp(`(?<![\\w$])(${names.join('|')})(?![\\w$])`, 'gu'), '($1$$$$())');
      return { code: used };
    },
  };
}
