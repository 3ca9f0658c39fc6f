import { registerHooks } from "node:module";

const name = "@dexter/scheduled-jobs";

// `node --import ./examples/fromSource.ts` lets an example import the package by its name, as a host does, and run it from
// `src/` without a build. Node takes the types away as it reads the files.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== name && !specifier.startsWith(`${name}/`)) return next(specifier, context);
    const path = specifier.slice(name.length + 1) || "index";
    return next(new URL(`../src/${path}.ts`, import.meta.url).href, context);
  },
});
