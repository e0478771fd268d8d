import { importRepository } from "@stagecraft/database/import-repository";
import type { CreatedObject } from "@stagecraft/lambda/object-created";
import type { Deadline } from "@stagecraft/lambda/schedule";
import type { Dependencies } from "./dependencies.ts";
import { type ImportOutcome, importFile } from "./import-file.ts";

/** Imports a file that was put. S3 may tell of it more than once: the import goes on from where it stands. */
export async function importObject(
  object: CreatedObject,
  deadline: Deadline,
  dependencies: Dependencies,
): Promise<ImportOutcome> {
  const { begun } = await dependencies.database.transaction(async (db) => ({
    ok: true,
    begun: await importRepository(db).begin(object),
  }));
  return importFile(begun, deadline, dependencies);
}
