import type { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import { importRepository } from "@stagecraft/database/import-repository";
import type { ItemOutcome } from "@stagecraft/lambda/batch";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { Dependencies } from "./dependencies.ts";
import { importFile } from "./import-file.ts";

/**
 * Continues an unfinished import. Its position is stored with its rows: a message that arrives late or again continues from the
 * stored position, not from the position in the message.
 */
export async function continueImport(
  continuation: ImportContinuation,
  deadline: Deadline,
  dependencies: Dependencies,
): Promise<ItemOutcome> {
  const found = await dependencies.database.run((db) => importRepository(db).find(continuation));
  if (!found) return { ok: false, reason: "unknown-import" };
  return { ok: true, fields: await importFile(found, deadline, dependencies) };
}
