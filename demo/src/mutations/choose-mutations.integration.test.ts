import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { chooseMutations } from "./choose-mutations.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("every planted edit fits the files as they are", async () => {
  expect((await chooseMutations(root, [])).length).toBeGreaterThan(20);
});

test("a name that there is not is told with those there are", async () => {
  await expect(chooseMutations(root, ["queue-wildcards"])).rejects.toThrow(
    /no planted edit "queue-wildcards"\. There are .*queue-wildcard,/,
  );
});
