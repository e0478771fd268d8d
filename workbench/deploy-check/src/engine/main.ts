import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { changedInputs } from "@stagecraft/plan/resources";
import { readCheckpoint, type Stack, stackNamed, writeCheckpoint } from "./checkpoint.ts";
import { loadEnginePackages } from "./engine-packages.ts";
import { readEngineSettings } from "./engine-settings.ts";
import { engineVersion } from "./engine-version.ts";
import type { Diagnostic, EngineRun, Registration } from "./registration.ts";
import { runProgram } from "./run-program.ts";
import { serveEngine } from "./serve.ts";

/** The executable that replaces `pulumi` for the SST CLI: the parts of its command line that the CLI uses. */

const [command = "", ...args] = process.argv.slice(2);

if (command === "version") {
  console.log(engineVersion);
} else if (command === "stack" && args[0] === "init") {
  writeCheckpoint(stackNamed(args[1] ?? ""), []);
} else if (command === "up" || command === "preview" || command === "destroy") {
  process.exitCode = await update(command, args);
} else {
  console.error(`The simulated engine does not support "pulumi ${command}".`);
  process.exitCode = 1;
}

async function update(operation: "up" | "preview" | "destroy", given: readonly string[]) {
  const { values } = parseArgs({
    args: [...given],
    strict: false,
    options: {
      stack: { type: "string" },
      "event-log": { type: "string" },
      config: { type: "string", multiple: true, default: [] },
      yes: { type: "boolean" },
    },
  });
  const stack = stackNamed(String(values.stack));
  const eventLog = String(values["event-log"]);
  const before = readCheckpoint(stack);
  const run =
    operation === "destroy"
      ? destroy(before)
      : await deploy(stack, operation === "preview", configOf(values.config as string[]), before);
  const failed = (run.exitCode ?? 0) !== 0;
  if (operation !== "preview") {
    writeCheckpoint(stack, failed ? before : run.registrations);
  }
  writeEvents(eventLog, run, before);
  const { recordFile } = readEngineSettings();
  writeFileSync(recordFile, JSON.stringify(run));
  return failed ? 1 : 0;
}

async function deploy(
  stack: Stack,
  isPreview: boolean,
  config: Readonly<Record<string, string>>,
  before: readonly Registration[],
): Promise<EngineRun> {
  const { root, accountId } = readEngineSettings();
  const platform = join(root, ".sst", "platform");
  const region = config["aws:region"] ?? "us-east-1";
  const engine = await serveEngine({
    packages: loadEnginePackages(platform),
    deployment: { ...stack, region, accountId },
    root,
    before,
  });
  const [, main = ""] = /^main: (.*)$/m.exec(readFileSync("Pulumi.yaml", "utf8")) ?? [];
  const { address } = engine;
  const output: Diagnostic[] = [];
  const report = (line: Diagnostic) => void output.push(line);
  const exitCode = await runProgram({ platform, stack, address, main, config, isPreview, report });
  engine.close();
  const named = new Set(engine.registrations.map(({ urn }) => urn));
  // A failed program has not registered all resources.
  const held = exitCode === 0 ? protectionErrors(before.filter(({ urn }) => !named.has(urn))) : [];
  return {
    command: isPreview ? "preview" : "up",
    registrations: engine.registrations,
    diagnostics: [...output, ...engine.diagnostics, ...held],
    exitCode: held.length > 0 ? 1 : exitCode,
  };
}

function destroy(before: readonly Registration[]): EngineRun {
  const held = protectionErrors(before);
  return {
    command: "destroy",
    registrations: held.length > 0 ? before : [],
    diagnostics: held,
    exitCode: held.length > 0 ? 1 : 0,
  };
}

/** The errors for protected resources that would be deleted. */
function protectionErrors(deleted: readonly Registration[]): EngineRun["diagnostics"] {
  return deleted
    .filter(({ options }) => options.protect)
    .map(({ urn }) => ({
      severity: "error",
      message: `resource "${urn}" cannot be deleted because it is protected`,
    }));
}

/** Parses `--config provider:key=value`. */
function configOf(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf("=");
      return [each.slice(0, at), each.slice(at + 1)] as const;
    }),
  );
}

/**
 * Writes the event log that the CLI reads: one line of JSON for each event. The CLI shows changes and errors, and ends at the summary.
 * https://pkg.go.dev/github.com/pulumi/pulumi/sdk/v3/go/common/apitype#EngineEvent
 */
function writeEvents(file: string, run: EngineRun, before: readonly Registration[]) {
  let sequence = 0;
  const write = (event: object) => {
    const timestamp = Math.floor(Date.now() / 1000);
    appendFileSync(file, `${JSON.stringify({ sequence: sequence++, timestamp, ...event })}\n`);
  };
  for (const { severity, message } of run.diagnostics) {
    write({ diagnosticEvent: { prefix: "", message, color: "never", severity } });
  }
  const resourceChanges: Partial<Record<Operation, number>> = {};
  const failed = (run.exitCode ?? 0) !== 0;
  for (const change of operations(run.registrations, before)) {
    const { op } = change;
    // Pulumi deletes at the end of a run, which a failed one does not reach.
    if (failed && op === "delete") continue;
    resourceChanges[op] = (resourceChanges[op] ?? 0) + 1;
    if (op !== "same") write({ resOutputsEvent: { metadata: metadataOf(change) } });
  }
  write({
    summaryEvent: { maybeCorrupt: false, durationSeconds: 0, resourceChanges, PolicyPacks: {} },
  });
}

/** The operation of a run on a resource. */
export type Operation = "create" | "same" | "update" | "delete";

type Change = {
  readonly op: Operation;
  readonly old?: Registration;
  readonly next?: Registration;
  /** The inputs that differ. */
  readonly diffs: readonly string[];
};

function operations(after: readonly Registration[], before: readonly Registration[]): Change[] {
  const old = new Map(before.map((each) => [each.urn, each]));
  const now = new Set(after.map(({ urn }) => urn));
  const registered = after.map((next): Change => {
    const known = old.get(next.urn);
    if (!known) return { op: "create", next, diffs: [] };
    const diffs = changedInputs(known, next);
    return { op: diffs.length > 0 ? "update" : "same", old: known, next, diffs };
  });
  const deleted = before.filter(({ urn }) => !now.has(urn));
  return [
    ...registered,
    ...deleted.map((each): Change => ({ op: "delete", old: each, diffs: [] })),
  ];
}

function metadataOf({ op, old, next, diffs }: Change) {
  const { urn, type, custom } = (next ?? old) as Registration;
  const stateOf = (state?: Registration) =>
    state ? { ...state, id: String(state.outputs.id ?? "") } : null;
  return {
    op,
    urn,
    type,
    custom,
    diffs,
    old: stateOf(old),
    new: stateOf(next),
    detailedDiff: Object.fromEntries(
      diffs.map((name) => [name, { diffKind: "update", inputDiff: true }]),
    ),
  };
}
