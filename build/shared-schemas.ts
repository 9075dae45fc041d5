import type { Plugin } from 'rolldown';

const sharedId = '\0shared-schemas';

/**
 * Gives fields of the same plain type one schema. zod's never change, and to make the several hundred of the wire anew at
 * each start takes longer than to ask a backend on loopback.
 */
export function sharedSchemas(): Plugin {
  return {
    name: 'spotctl-shared-schemas',
    resolveId: (source, importer) => (source === 'zod/mini' && importer !== sharedId ? sharedId : null),
    load: (id) => {
      if (id !== sharedId) return null;
      const code = `
        import * as zod from 'zod/mini';
        export * from 'zod/mini';
        const shared = (make) => {
          let made;
          return (params) => (params === undefined ? (made ??= make()) : make(params));
        };
        const sharedBy = (make) => {
          const made = new WeakMap();
          return (inner) => made.get(inner) ?? (made.set(inner, make(inner)), made.get(inner));
        };
        export const string = /* @__PURE__ */ shared(zod.string);
        export const number = /* @__PURE__ */ shared(zod.number);
        export const boolean = /* @__PURE__ */ shared(zod.boolean);
        export const unknown = /* @__PURE__ */ shared(zod.unknown);
        export const nullable = /* @__PURE__ */ sharedBy(zod.nullable);
        export const optional = /* @__PURE__ */ sharedBy(zod.optional);
      `;
      return { code, moduleSideEffects: false };
    },
  };
}
