import { catalogueFiles } from "../packages/contracts/src/contracts/catalogue-files.ts";
import { importContinuations } from "../packages/contracts/src/contracts/import-continuations.ts";
import { importReports } from "../packages/contracts/src/contracts/import-reports.ts";
import {
  canConsume,
  canReadObjects,
  canSend,
  canSendTo,
  canWriteLargeObjects,
  canWriteObjects,
} from "./capability.ts";
import { ordersDatabase } from "./database.ts";
import { failureQueue, keepFailures } from "./failures.ts";
import { databaseFunction } from "./function.ts";
import { migrations } from "./migrations.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";
import { stage } from "./stages.ts";

const day = 1;
const month = 30;

/**
 * Catalogue files, and what became of them: `imports/`, `rejected/` and `summaries/`. Every put is a version, so that
 * a file is read as it was put however often its name is used again.
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

/** Imports that outlasted an invocation, each with the place in its file where it was left. */
const continuations = queueWithDeadLetters("ImportContinuations", importContinuations);

const toContinuations = canSend("ImportContinuationsQueue", continuations);

/** Files that could not be imported although it was tried again: the notification, to be sent again. */
const failures = failureQueue("CatalogImportFailures", catalogueFiles.deadLetters);

const concurrency = 2;

const catalogImport = importer("CatalogImport", {
  handler: "services/catalog-import/src/handlers/import-object.handler",
  description: "Reads catalogue files into the catalogue and the stock",
  permissions: [canSendTo(failures)],
});

const catalogContinue = importer("CatalogContinue", {
  handler: "services/catalog-import/src/handlers/continue-imports.handler",
  description: "Goes on with catalogue files that outlasted an invocation",
  permissions: [canConsume(continuations)],
});

keepFailures("CatalogImport", catalogImport, failures, catalogueFiles);

continuations.subscribe(catalogContinue.arn, {
  batch: { size: 1, window: "0 seconds", partialResponses: true },
  transform: {
    eventSourceMapping: { scalingConfig: { maximumConcurrency: concurrency } },
  },
});

/**
 * Lambda stops a function after some 16 rounds through a queue to itself, which a very large file needs. This one
 * stops by itself: an invocation that gets no further is a fault.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
new aws.lambda.FunctionRecursionConfig("CatalogContinueRecursion", {
  functionName: catalogContinue.name,
  recursiveLoop: "Allow",
});

/** Only this bucket of this account may call. */
const mayCall = new aws.lambda.Permission("CatalogueFilesMayCallImport", {
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
  { dependsOn: [mayCall] },
);

/** Where catalogue files are put to be imported; what is put there before the notification is there is heard by nobody. */
export const catalogueFilesBucket = { name: bucket.name, notification };

/** Both do the same work, and differ in what calls them. */
function importer(
  name: string,
  settings: {
    handler: string;
    description: string;
    permissions: sst.aws.FunctionPermissionArgs[];
  },
) {
  const filePermissions = [
    canReadObjects(bucket, catalogueFiles.via.prefix),
    canWriteLargeObjects(bucket, "rejected/"),
    canWriteObjects(bucket, importReports.via.prefix),
  ];
  return databaseFunction(
    name,
    {
      ...settings,
      memory: "256 MB",
      timeout: "300 seconds",
      concurrency,
      link: [ordersDatabase, toContinuations],
      permissions: [...filePermissions, ...settings.permissions],
    },
    { dependsOn: [migrations] },
  );
}
