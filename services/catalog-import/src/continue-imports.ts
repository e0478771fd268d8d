import type { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import { importRepository } from "@stagecraft/database/import-repository";
import type { FailedItem, QueueItem } from "@stagecraft/lambda/queue-batch";
import type { Deadline } from "@stagecraft/lambda/schedule";
import type { Log } from "@stagecraft/observability/logger";
import type { Dependencies } from "./dependencies.ts";
import { importFile } from "./import-file.ts";

/**
 * Goes on with imports that were left. Where each stands is stored with its rows: a message that comes late, or again
 * after its invocation died, goes on from there and not from where it says.
 */
export async function continueImports(
  items: readonly QueueItem<ImportContinuation>[],
  deadline: Deadline,
  { log, ...dependencies }: Dependencies & { readonly log: Log },
): Promise<FailedItem[]> {
  const failed: FailedItem[] = [];
  for (const { messageId, value } of items) {
    const found = await dependencies.database.run((db) => importRepository(db).find(value));
    if (!found) {
      failed.push({ messageId, reason: "unknown-import" });
      continue;
    }
    log.info("object", { key: value.key, ...(await importFile(found, deadline, dependencies)) });
  }
  return failed;
}
