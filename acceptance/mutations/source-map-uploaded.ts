import type { Mutation } from "../src/mutations/mutation.ts";

export const sourceMapUploaded: Mutation = {
  meaning:
    "each function is uploaded with its source map, which is four times larger than the code",
  caughtBy: [
    {
      command: "deploy --stage dev",
      says: /code: dev: OrdersApi: bundle\.mjs\.map \(\d+ bytes\) is uploaded with the code/,
    },
  ],
  edits: [
    {
      file: "infra/function.ts",
      find: "esbuild: { sourcemap: false, keepNames: false, external: unusedCredentials }",
      replace:
        "sourcemap: false,\n        esbuild: { keepNames: false, external: unusedCredentials }",
    },
  ],
};
