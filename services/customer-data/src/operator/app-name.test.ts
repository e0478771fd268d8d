import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { appName } from "./app-name.ts";

test("the app is called what the program calls it", async () => {
  const program = await readFile(new URL("../../../../sst.config.ts", import.meta.url), "utf8");
  expect(program).toContain(`name: "${await appName("prod")}",`);
});
