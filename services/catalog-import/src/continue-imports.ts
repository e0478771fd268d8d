import type { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import { importRepository } from "@stagecraft/database/import-repository";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { FailedItem, QueueItem } from "@stagecraft/lambda/queue-batch";
import type { Log } from "@stagecraft/lambda/telemetry";
import type { Dependencies } from "./dependencies.ts";
import { importFile } from "./import-file.ts";

/**
 * Continues unfinished imports. The position of an import is stored with its rows: a message that arrives late or again continues
 * from the stored position, not from the position in the message.
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
