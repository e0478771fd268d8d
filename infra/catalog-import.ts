import { catalogueFiles } from "../packages/contracts/src/contracts/catalogue-files.ts";
import { importContinuations } from "../packages/contracts/src/contracts/import-continuations.ts";
import { importReports } from "../packages/contracts/src/contracts/import-reports.ts";
import {
  canConsumeQueue,
  canReadObjects,
  canSendMessages,
  canWriteLargeObjects,
  canWriteObjects,
  type Grant,
} from "./capability.ts";
import { configureAsyncInvocation } from "./configure-async-invocation.ts";
import { canConnectAsOrdersApp } from "./database.ts";
import { deadLetterQueue } from "./dead-letter-queue.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";
import { stage } from "./stages.ts";

const day = 1;
const month = 30;

/**
 * Catalogue files (`imports/`), their rejected rows (`rejected/`) and summaries (`summaries/`). The bucket is versioned: a file
 * is read as it was uploaded, even when its name is used again.
 */
const bucket = new sst.aws.Bucket("CatalogueFiles", {
  versioning: true,
  enforceHttps: true,
  cors: false,
  lifecycle: [{ expiresIn: "90 days" }],
  transform: {
    bucket: { forceDestroy: !stage.keepsData },
    lifecycle: {
      rules: [
        {
          id: "Forget",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: 3 * month },
          noncurrentVersionExpiration: { noncurrentDays: month },
          abortIncompleteMultipartUpload: { daysAfterInitiation: day },
        },
      ],
    },
  },
});

new aws.s3.BucketServerSideEncryptionConfiguration("CatalogueFilesEncryption", {
  bucket: bucket.name,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});

/** Imports that take longer than one invocation, each with its position in the file. */
export const continuations = queueWithDeadLetters(
  "ImportContinuations",
  importContinuations,
  "catalogue-import",
);

const canSendContinuations = canSendMessages(continuations, "ImportContinuationsQueue");

/** Notifications of files whose import failed after all retries. They can be sent again. */
const failures = deadLetterQueue("CatalogImportFailures", catalogueFiles.deadLetters, {
  runbook: "catalogue-import",
});

const concurrency = 2;

const catalogImport = importer("CatalogImport", {
  handler: "services/catalog-import/src/handlers/import-object.handler",
  description: "Imports catalogue files into the catalogue and the stock",
  grants: [canSendMessages(failures)],
});

const catalogContinue = importer("CatalogContinue", {
  handler: "services/catalog-import/src/handlers/continue-imports.handler",
  description: "Continues imports that take longer than one invocation",
  grants: [canConsumeQueue(continuations)],
});

configureAsyncInvocation(
  "CatalogImport",
  catalogImport,
  failures,
  catalogueFiles,
  "catalogue-import",
);

continuations.subscribe(catalogContinue.arn, {
  batch: { size: 1, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});

/**
 * Lambda stops a function that has called itself through a queue about 16 times, and a very large file needs more calls. This
 * function cannot loop forever: an invocation that imports nothing throws.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
new aws.lambda.FunctionRecursionConfig("CatalogContinueRecursion", {
  functionName: catalogContinue.name,
  recursiveLoop: "Allow",
});

/** Only this bucket of this account may invoke the function. */
const invokePermission = new aws.lambda.Permission("CatalogueFilesMayCallImport", {
  action: "lambda:InvokeFunction",
  function: catalogImport.arn,
  principal: "s3.amazonaws.com",
  sourceArn: bucket.arn,
  sourceAccount: aws.getCallerIdentityOutput().accountId,
});

const notification = new aws.s3.BucketNotification(
  "CatalogueFilesNotification",
  {
    bucket: bucket.name,
    lambdaFunctions: [
      {
        id: "Import",
        lambdaFunctionArn: catalogImport.arn,
        events: ["s3:ObjectCreated:*"],
        filterPrefix: catalogueFiles.via.prefix,
        filterSuffix: catalogueFiles.via.suffix,
      },
    ],
  },
  { dependsOn: [invokePermission] },
);

/** The bucket that imports are uploaded to. Files that were uploaded before the notification exists are not imported. */
export const catalogueFilesBucket = { name: bucket.name, notification };

/** What an import may do, in a function and as a task. */
export function importGrants(): readonly Grant[] {
  return [
    canConnectAsOrdersApp,
    canSendContinuations,
    canReadObjects(bucket, catalogueFiles.via.prefix),
    canWriteLargeObjects(bucket, "rejected/"),
    canWriteObjects(bucket, importReports.via.prefix),
  ];
}

/** Both functions import rows, and have different triggers. */
function importer(
  name: string,
  settings: {
    handler: string;
    description: string;
    grants: readonly Grant[];
  },
) {
  return databaseFunction(
    name,
    {
      ...settings,
      owner: "catalogue team",
      // An import stops by itself when 20 seconds are left, and continues in another invocation.
      longAfter: 0.96,
      memory: "512 MB",
      timeout: "300 seconds",
      concurrency,
      grants: [...importGrants(), ...settings.grants],
    },
    { dependsOn: [migrations] },
  );
}
