import { notImplemented, S3Error } from "../s3-error.ts";

type Headers = { readonly [name: string]: string };

const header = "x-amz-storage-class";

/** The classes whose objects can be read at once. */
const readableClasses = [
  "STANDARD",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "REDUCED_REDUNDANCY",
];

/** The classes whose objects must be restored before they can be read. */
const archiveClasses = ["GLACIER", "DEEP_ARCHIVE"];

/**
 * A request's storage class as a stored header; none for STANDARD, which S3 does not return.
 * @throws S3Error InvalidStorageClass, and NotImplemented for a class whose objects must be restored.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
 */
export function storageClassHeader(headers: Headers): Headers {
  const asked = headers[header] ?? "STANDARD";
  if (archiveClasses.includes(asked)) throw notImplemented(`storage class ${asked}`);
  if (!readableClasses.includes(asked)) {
    throw new S3Error("InvalidStorageClass", "The storage class you specified is not valid", {
      details: { StorageClassRequested: asked },
    });
  }
  return asked === "STANDARD" ? {} : { [header]: asked };
}

/** The storage class of stored headers, as lists name it. */
export function storageClassOf(headers: Headers): string {
  return headers[header] ?? "STANDARD";
}

/** Stored headers with the storage class that a request asks for. @throws S3Error as `storageClassHeader` */
export function withStorageClass(stored: Headers, request: Headers): Headers {
  const { [header]: _, ...others } = stored;
  return { ...others, ...storageClassHeader(request) };
}
