import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { resourceFile } from "./resource-file.ts";

test("SST's Resource reads it, by the key and the file name in the environment variables", () => {
  const directory = mkdtempSync(join(tmpdir(), "resource-file-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const key = randomBytes(32).toString("base64");
  const links = {
    Letters: { url: "http://127.0.0.1:4000/1/letters" },
    Word: { value: "pässword" },
  };
  writeFileSync(join(directory, "resource.enc"), resourceFile(links, key));
  const program = `
    import { Resource } from ${JSON.stringify(import.meta.resolve("sst"))};
    console.log(JSON.stringify([Resource.Letters, Resource.Word]));
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: directory,
    env: {
      SST_KEY: key,
      SST_KEY_FILE: "resource.enc",
      SST_RESOURCE_App: '{"name":"a","stage":"b"}',
    },
    encoding: "utf8",
  });
  expect(JSON.parse(output)).toEqual([links.Letters, links.Word]);
});
