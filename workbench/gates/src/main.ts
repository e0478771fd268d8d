import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { synthesize } from "@stagecraft/plan/synthesize";
import type { Gate } from "./gate.ts";
import { gates } from "./gates.ts";
import { parseWaivers } from "./parse-waivers.ts";
import { printReport } from "./print-report.ts";
import { readEvidence } from "./read-evidence.ts";
import { exitCodeOf, runGates } from "./run-gates.ts";
import type { Waiver } from "./waivers.ts";

const waiversFile = "infra/waivers.json";

const help = `npm run gate -- [NAME ...] [--stage STAGE] [--json]

  Holds the program against the rules of its gates; without a name, of all.
  Gates: ${Object.keys(gates).join(", ")}
  Exit 0 clean, 1 findings, 2 could not judge. Waivers stand in ${waiversFile}, a list of
  { "rule": "iam/wildcard-action", "resource": "Orders", "reason": "...", "until": "2027-01-31" }.`;

const root = process.cwd();
const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stage: { type: "string", default: "local" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
  } else {
    const asked = gatesNamed(positionals);
    const waivers = await readWaivers();
    const plan = await synthesize({ root, stage: values.stage });
    const input = { root, plan, evidence: () => readEvidence(root, plan, say) };
    const today = new Date().toISOString().slice(0, 10);
    const report = await runGates(asked, input, { waivers, today });
    console.log(values.json ? JSON.stringify(report, null, 2) : printReport(report));
    process.exitCode = exitCodeOf(report);
  }
} catch (error) {
  console.error(`gate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function gatesNamed(names: readonly string[]): { readonly [name: string]: Gate } {
  const unknown = names.find((name) => !Object.hasOwn(gates, name));
  if (unknown !== undefined) {
    throw new Error(`There is no gate "${unknown}". There are ${Object.keys(gates).join(", ")}.`);
  }
  const wanted = names.length > 0 ? names : Object.keys(gates);
  return Object.fromEntries(Object.entries(gates).filter(([name]) => wanted.includes(name)));
}

/** No file is no waiver. */
async function readWaivers(): Promise<readonly Waiver[]> {
  const text = await readFile(join(root, waiversFile), "utf8").catch((error) => {
    if (error.code === "ENOENT") return "[]";
    throw error;
  });
  return parseWaivers(text, { file: waiversFile, gates: Object.keys(gates) });
}
