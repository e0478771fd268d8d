import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bundle } from "@stagecraft/plan/plan";

/** The function that gets the bug. */
export const buggyFunction = "OrderPipeline";

/** The reason that the bug logs. */
export const plantedReason = "planted-bug";

/**
 * Adds a bug to the consumer of a queue: it rejects every order that `isAffected` chooses, each time, and handles the others.
 * The new bundle is written to `directory`.
 */
export async function plantBug(
  bundle: Bundle,
  bug: { readonly seed: number; readonly share: number },
  { root, directory }: { readonly root: string; readonly directory: string },
): Promise<Bundle> {
  await mkdir(dirname(directory), { recursive: true });
  await cp(join(root, bundle.directory), directory, { recursive: true });
  await rename(join(directory, "bundle.mjs"), join(directory, "original.mjs"));
  await cp(
    fileURLToPath(new URL("./planted-bug.ts", import.meta.url)),
    join(directory, "planted-bug.ts"),
  );
  await writeFile(join(directory, "bundle.mjs"), consumer(JSON.stringify(bug)));
  return { ...bundle, directory: relative(root, directory) };
}

const consumer = (bug: string) => `
import { isAffected } from "./planted-bug.ts";
import { handler as original } from "./original.mjs";

export async function handler(event, context) {
  const affected = event.Records.filter(({ body }) => isOrder(body) && isAffected(JSON.parse(body).data, ${bug}));
  for (const { messageId } of affected) log({ level: "WARN", messageId, reason: "${plantedReason}" });
  const Records = event.Records.filter((record) => !affected.includes(record));
  const done = Records.length > 0 ? await original({ ...event, Records }, context) : undefined;
  const failures = affected.map(({ messageId }) => ({ itemIdentifier: messageId }));
  return { batchItemFailures: [...(done?.batchItemFailures ?? []), ...failures] };
}

function log(line) {
  process.stdout.write(JSON.stringify(line) + "\\n");
}

function isOrder(body) {
  try {
    return typeof JSON.parse(body).data === "object";
  } catch {
    return false;
  }
}
`;
