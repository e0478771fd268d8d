import { importGrants } from "../catalog-import.ts";
import { containerArguments } from "./fargate.ts";

/**
 * One import as a task, for a file that would take many invocations. It is started by hand: `npm run import` uploads, and
 * docs/containers.md shows `aws ecs run-task` with S3's notification in IMPORT_EVENT.
 */
new sst.aws.Task(
  "CatalogImportTask",
  containerArguments("CatalogImportTask", {
    service: "catalog-import",
    cpu: "1 vCPU",
    memory: "2 GB",
    grants: importGrants(),
  }),
);
