import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Evidence, TelemetrySeen } from "@stagecraft/gates/evidence";
import type { RecordedEvidence } from "@stagecraft/operations/local-system/record-evidence";
import { EvidenceError } from "./evidence-error.ts";

/**
 * Reads what stages of the program in `root` recorded in the folder, sorted and without duplicates.
 * @throws EvidenceError when there is nothing, or a record has the hash of another Plan.
 */
export async function readRecordedEvidence(
  folder: string,
  { root, plan }: { readonly root: string; readonly plan: string },
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
  return { plan, permissionsUsed, telemetry: telemetryOf(records) };
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
