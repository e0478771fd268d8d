import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getObject, headObject } from "./operations/get-object.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { putObject } from "./operations/put-object.ts";
import { uploadPart } from "./operations/upload-part.ts";
import type { S3Context } from "./s3-context.ts";
import { notImplemented } from "./s3-error.ts";
import type { S3Operation } from "./s3-operation.ts";
import { parametersOf, type S3Request } from "./s3-request.ts";

/**
 * Finds the operation that a request asks for, by its method and by what it has in query and headers.
 * @throws S3Error NotImplemented, also for a parameter that the operation would pass over.
 */
export function operationOf(context: S3Context): (request: S3Request) => S3Operation {
  const onBucket: Readonly<Record<string, S3Operation>> = {
    HEAD: headBucket(context),
    "GET location": getBucketLocation(context),
    "GET list-type": listObjectsV2(context),
    "POST delete": deleteObjects(context),
  };
  const onObject: Readonly<Record<string, S3Operation>> = {
    GET: getObject(context),
    HEAD: headObject(context),
    PUT: putObject(context),
    "PUT x-amz-copy-source": copyObject(context),
    DELETE: deleteObject(context),
    "POST uploads": createMultipartUpload(context),
    "PUT uploadId": uploadPart(context),
    "POST uploadId": completeMultipartUpload(context),
    "GET uploadId": listParts(context),
    "DELETE uploadId": abortMultipartUpload(context),
  };
  return (request) => {
    const { method, key } = request;
    const operation = (key === "" ? onBucket : onObject)[`${method}${deciding(request)}`];
    const parameters = parametersOf(request);
    const unknown = parameters.filter((name) => !operation?.parameters.includes(name));
    if (operation && unknown.length === 0) return operation;
    const where = key === "" ? "a bucket" : "an object";
    const what = unknown.length > 0 ? ` with ?${unknown.join("&")}` : "";
    throw notImplemented(`${method} on ${where}${what}`);
  };
}

const decidingParameters = ["location", "list-type", "delete", "uploads", "uploadId"];

function deciding({ query, method, headers }: S3Request): string {
  const parameter = decidingParameters.find((name) => query.has(name));
  if (parameter === "list-type" && query.get(parameter) !== "2") return " list-type=1";
  if (parameter !== undefined) return ` ${parameter}`;
  return method === "PUT" && headers["x-amz-copy-source"] !== undefined ? " x-amz-copy-source" : "";
}
