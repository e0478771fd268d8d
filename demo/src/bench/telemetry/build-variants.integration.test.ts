import { fileURLToPath } from "node:url";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { buildVariants } from "./build-variants.ts";
import { measuredFunctions } from "./measured-functions.ts";
import { aliases } from "./variants.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, "");

test("every variant builds: the replacements have each name that the functions import", async () => {
  const plan = await synthesize({ root, stage: "local" });
  const names = measuredFunctions.map(({ name }) => name);
  const built = await withTemporaryState("variants", (directory) =>
    buildVariants(plan, names, { root, directory }),
  );
  expect(Object.keys(built)).toEqual(Object.keys(aliases));
  for (const name of names) {
    expect(built.untraced[name]?.bytes).toBeLessThan(built.whole[name]?.bytes ?? 0);
  }
});
