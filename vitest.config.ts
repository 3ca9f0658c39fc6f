import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // examples and tests import the package by its name, and get the source
    alias: [
      { find: /^@dexter\/scheduled-jobs$/, replacement: resolve(import.meta.dirname, "src/index.ts") },
      { find: /^@dexter\/scheduled-jobs\/(.+)$/, replacement: resolve(import.meta.dirname, "src/$1.ts") },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: "test/temporaryFolder.ts",
    testTimeout: 30_000,
  },
});
