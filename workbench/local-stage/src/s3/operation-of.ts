import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getObject, headObject } from "./operations/get-object.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { listObjectVersions } from "./operations/list-object-versions.ts";
import { listObjects } from "./operations/list-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { putObject } from "./operations/put-object.ts";
import { uploadPart } from "./operations/upload-part.ts";
import type { S3Context } from "./s3-context.ts";
import { notImplemented } from "./s3-error.ts";
import type { S3Operation } from "./s3-operation.ts";
import { parametersOf, type S3Request } from "./s3-request.ts";

/** Operations by method and by the parameters or headers that identify them. */
const onBucket = {
  HEAD: "HeadBucket",
  "GET location": "GetBucketLocation",
  GET: "ListObjects",
  "GET list-type": "ListObjectsV2",
  "GET versions": "ListObjectVersions",
  "POST delete": "DeleteObjects",
} as const;
const onObject = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  "PUT x-amz-copy-source": "CopyObject",
  DELETE: "DeleteObject",
  "POST uploads": "CreateMultipartUpload",
  "PUT uploadId": "UploadPart",
  "POST uploadId": "CompleteMultipartUpload",
  "GET uploadId": "ListParts",
  "DELETE uploadId": "AbortMultipartUpload",
} as const;

/** An operation with its name on AWS. */
export type NamedS3Operation = S3Operation & { readonly name: string };

/**
 * Finds the operation of a request by its method, query and headers.
 * @throws S3Error NotImplemented, also for a parameter that the operation would ignore.
 */
export function operationOf(context: S3Context): (request: S3Request) => NamedS3Operation {
  const operations = {
    AbortMultipartUpload: abortMultipartUpload(context),
    CompleteMultipartUpload: completeMultipartUpload(context),
    CopyObject: copyObject(context),
    CreateMultipartUpload: createMultipartUpload(context),
    DeleteObject: deleteObject(context),
    DeleteObjects: deleteObjects(context),
    GetBucketLocation: getBucketLocation(context),
    GetObject: getObject(context),
    HeadBucket: headBucket(context),
    HeadObject: headObject(context),
    ListObjects: listObjects(context),
    ListObjectsV2: listObjectsV2(context),
    ListObjectVersions: listObjectVersions(context),
    ListParts: listParts(context),
    PutObject: putObject(context),
    UploadPart: uploadPart(context),
  } as const satisfies { readonly [name: string]: S3Operation };
  return (request) => {
    const { method, key } = request;
    const named: { readonly [asked: string]: keyof typeof operations } =
      key === "" ? onBucket : onObject;
    const name = named[`${method}${deciding(request)}`];
    const operation = name && operations[name];
    const parameters = parametersOf(request);
    const unknown = parameters.filter((parameter) => !operation?.parameters.includes(parameter));
    if (operation && unknown.length === 0) return { ...operation, name };
    const where = key === "" ? "a bucket" : "an object";
    const what = unknown.length > 0 ? ` with ?${unknown.join("&")}` : "";
    throw notImplemented(`${method} on ${where}${what}`);
  };
}

const decidingParameters = ["location", "list-type", "versions", "delete", "uploads", "uploadId"];

function deciding({ query, method, headers }: S3Request): string {
  const parameter = decidingParameters.find((name) => query.has(name));
  if (parameter === "list-type" && query.get(parameter) !== "2") return " list-type=1";
  if (parameter !== undefined) return ` ${parameter}`;
  return method === "PUT" && headers["x-amz-copy-source"] !== undefined ? " x-amz-copy-source" : "";
}
