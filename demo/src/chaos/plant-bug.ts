import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bundle } from "@stagecraft/plan/plan";

/** The consumer that has the bug. */
export const buggy = "OrderPipeline";

/** How the bug shows in the consumer's log. */
export const plantedReason = "planted-bug";

/**
 * Puts a bug into a queue's consumer: it gives back every order that `isHit` chooses, each time, and does its work for the
 * others. The new bundle is laid down in `directory`.
 */
export async function plantBug(
  bundle: Bundle,
  bug: { readonly seed: number; readonly share: number },
  { root, directory }: { readonly root: string; readonly directory: string },
): Promise<Bundle> {
  await mkdir(dirname(directory), { recursive: true });
  await cp(join(root, bundle.directory), directory, { recursive: true });
  await rename(join(directory, "bundle.mjs"), join(directory, "sound.mjs"));
  await cp(
    fileURLToPath(new URL("./planted-bug.ts", import.meta.url)),
    join(directory, "planted-bug.ts"),
  );
  await writeFile(join(directory, "bundle.mjs"), consumer(JSON.stringify(bug)));
  return { ...bundle, directory: relative(root, directory) };
}

const consumer = (bug: string) => `
import { isHit } from "./planted-bug.ts";
import { handler as sound } from "./sound.mjs";

export async function handler(event, context) {
  const hit = event.Records.filter(({ body }) => isOrder(body) && isHit(JSON.parse(body).data, ${bug}));
  for (const { messageId } of hit) log({ level: "WARN", messageId, reason: "${plantedReason}" });
  const Records = event.Records.filter((record) => !hit.includes(record));
  const done = Records.length > 0 ? await sound({ ...event, Records }, context) : undefined;
  const failures = hit.map(({ messageId }) => ({ itemIdentifier: messageId }));
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
