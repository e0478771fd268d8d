import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../../workbench/cli/src/whole-number.ts";
import { type MeasuredImport, measureImports } from "./imports/measure-imports.ts";

const help = `node scripts/figures/import-figures.ts [--rounds N]

  What imports for calls of AWS cost: the processor time of the import, the median of N cold processes less that of an empty module,
  and the size of its bundle, minified.

  --rounds N   how many processes of each (default: 9)`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const region = '{ region: "eu-west-1" }';

const imports: readonly MeasuredImport[] = [
  {
    name: "@aws-sdk/client-sfn",
    code: `import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn"; export const sfn = new SFNClient(${region}); export { StartExecutionCommand };`,
  },
  {
    name: "@aws-sdk/client-sqs",
    code: `import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs"; export const sqs = new SQSClient(${region}); export { SendMessageCommand };`,
  },
  { name: "@smithy/signature-v4", code: `export { SignatureV4 } from "@smithy/signature-v4";` },
  {
    name: "@smithy/core/retry",
    code: `export { StandardRetryStrategy } from "@smithy/core/retry";`,
  },
  { name: "node:crypto", code: `export { createHash } from "node:crypto";` },
  { name: "node:https", code: `export { request } from "node:https";` },
  { name: "node:http", code: `export { request } from "node:http";` },
  {
    name: "built-in node:http",
    code: `export const { request } = process.getBuiltinModule("node:http");`,
  },
];

await runCommand({
  name: "import-figures",
  help,
  options: { rounds: { type: "string", default: "9" } },
  async run({ values }, { signal }) {
    const rounds = wholeNumber("--rounds", values.rounds, 1, 100);
    const folder = await mkdtemp(join(tmpdir(), "stagecraft-imports-"));
    try {
      const from = join(root, "packages/aws");
      const costs = await measureImports(imports, { root, from, folder, rounds, signal });
      for (const { name, bytes, cpuMs } of costs) {
        console.log(`${name}: ${cpuMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} kB`);
      }
      return 0;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
