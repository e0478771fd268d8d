import { importRepository } from "@stagecraft/database/import-repository";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { CreatedObject } from "@stagecraft/lambda/object-created";
import type { Dependencies } from "./dependencies.ts";
import { type ImportOutcome, importFile } from "./import-file.ts";

/** Imports an uploaded file. S3 may notify more than once: a started import continues. */
export async function importObject(
  object: CreatedObject,
  deadline: Deadline,
  dependencies: Dependencies,
): Promise<ImportOutcome> {
  const begun = await dependencies.database.transaction((db) => importRepository(db).begin(object));
  return importFile(begun, deadline, dependencies);
}
