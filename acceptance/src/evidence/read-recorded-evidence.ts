import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Evidence, TelemetrySeen, TimingSeen } from "@stagecraft/gates/evidence";
import type { RecordedEvidence } from "@stagecraft/operations/local-system/record-evidence";
import { EvidenceError } from "./evidence-error.ts";
import { invocationsOf } from "./invocations-of.ts";

/**
 * Reads what stages of the program in `root` recorded in the folder, sorted and without duplicates.
 * @throws EvidenceError when there is nothing, or a record has the hash of another Plan.
 */
export async function readRecordedEvidence(
  folder: string,
  {
    root,
    plan,
    recordedAt,
  }: { readonly root: string; readonly plan: string; readonly recordedAt: string },
): Promise<Evidence> {
  // Tests also run changed copies of the program.
  const records = (await recordsIn(folder)).filter((each) => each.root === resolve(root));
  if (records.some((recorded) => recorded.plan !== plan)) {
    throw new EvidenceError("the program changed while its evidence was recorded. Run it again.");
  }
  const permissionsUsed = unique(
    records.flatMap((recorded) =>
      recorded.permissionsUsed.map(({ roleArn, action, resource }) => ({
        roleArn,
        action,
        resource,
      })),
    ),
  );
  if (permissionsUsed.length === 0) throw new EvidenceError("no stage recorded any permission.");
  const usage = records.find((recorded) => recorded.usage)?.usage;
  return {
    plan,
    recordedAt,
    permissionsUsed,
    telemetry: telemetryOf(records),
    timing: timingOf(records),
    invocations: invocationsOf(records.flatMap(({ invocations }) => invocations)),
    ...(usage && { usage }),
  };
}

function telemetryOf(records: readonly RecordedEvidence[]): TelemetrySeen {
  const all = records.flatMap(({ telemetry }) => telemetry ?? []);
  return {
    metrics: unique(all.flatMap(({ metrics }) => metrics)),
    causes: unique(all.flatMap(({ causes }) => causes)),
    uncaused: unique(all.flatMap(({ uncaused }) => uncaused)),
    failuresWithoutError: unique(all.flatMap(({ failuresWithoutError }) => failuresWithoutError)),
    personalData: unique(all.flatMap(({ personalData }) => personalData)),
  };
}

function timingOf(records: readonly RecordedEvidence[]): TimingSeen {
  const all = records.flatMap(({ timing }) => timing ?? []);
  const functions = grouped(all.map((each) => each.functions));
  const routes = grouped(all.map((each) => each.routes));
  const workflows = grouped(all.map((each) => each.workflows));
  return {
    functions: Object.fromEntries(
      functions.map(([name, seen]) => [
        name,
        {
          initCpuMs: sorted(seen.flatMap(({ initCpuMs }) => initCpuMs)),
          warmCpuMs: sorted(seen.flatMap(({ warmCpuMs }) => warmCpuMs)),
        },
      ]),
    ),
    routes: Object.fromEntries(
      routes.map(([route, seen]) => [
        route,
        {
          functionName: seen[0]?.functionName ?? "",
          warmCpuMs: sorted(seen.flatMap(({ warmCpuMs }) => warmCpuMs)),
          durationMs: sorted(seen.flatMap(({ durationMs }) => durationMs)),
        },
      ]),
    ),
    workflows: Object.fromEntries(
      workflows.map(([machine, seen]) => [
        machine,
        { durationMs: sorted(seen.flatMap(({ durationMs }) => durationMs)) },
      ]),
    ),
  };
}

/** The values of each name, sorted by name. */
function grouped<Value>(
  all: readonly { readonly [name: string]: Value }[],
): readonly (readonly [string, readonly Value[]])[] {
  const entries = all.flatMap(Object.entries) as (readonly [string, Value])[];
  return [...Map.groupBy(entries, ([name]) => name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, pairs]) => [name, pairs.map(([, value]) => value)] as const);
}

function sorted(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

/** Without duplicates, in the order of their JSON. */
function unique<Value extends object>(values: readonly Value[]): readonly Value[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

async function recordsIn(folder: string): Promise<readonly RecordedEvidence[]> {
  try {
    const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    return texts.map((text) => JSON.parse(text) as RecordedEvidence);
  } catch (cause) {
    throw new EvidenceError(`${folder} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}
