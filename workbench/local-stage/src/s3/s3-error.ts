import { AwsError } from "../common/aws-error.ts";

/**
 * An error of S3. `details` are further elements of its XML, `headers` are sent with it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export class S3Error extends AwsError {
  readonly details: { readonly [element: string]: string };
  readonly headers: { readonly [name: string]: string };

  constructor(
    code: string,
    message: string,
    options: {
      status?: number;
      details?: { readonly [element: string]: string };
      headers?: { readonly [name: string]: string };
    } = {},
  ) {
    super(code, message, options);
    this.name = "S3Error";
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

export function noSuchBucket(bucket: string): S3Error {
  return new S3Error("NoSuchBucket", "The specified bucket does not exist", {
    status: 404,
    details: { BucketName: bucket },
  });
}

export function noSuchKey(key: string, headers: { readonly [name: string]: string } = {}): S3Error {
  return new S3Error("NoSuchKey", "The specified key does not exist.", {
    status: 404,
    details: { Key: key },
    headers,
  });
}

export function noSuchUpload(uploadId: string): S3Error {
  return new S3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { status: 404, details: { UploadId: uploadId } },
  );
}

export function preconditionFailed(condition: string): S3Error {
  return new S3Error(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    { status: 412, details: { Condition: condition } },
  );
}

export function conditionalRequestConflict(condition: string, key: string): S3Error {
  return new S3Error(
    "ConditionalRequestConflict",
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    { status: 409, details: { Condition: condition, Key: key } },
  );
}

/** For a header that S3 itself does not implement. */
export function unsupportedHeader(header: string, additionalMessage: string): S3Error {
  return new S3Error(
    "NotImplemented",
    "A header you provided implies functionality that is not implemented",
    { status: 501, details: { Header: header, additionalMessage } },
  );
}

export function invalidArgument(message: string, name: string, value: string): S3Error {
  return new S3Error("InvalidArgument", message, {
    details: { ArgumentName: name, ArgumentValue: value },
  });
}

export function invalidRequest(message: string): S3Error {
  return new S3Error("InvalidRequest", message);
}

/** For what the stage does not implement. */
export function notImplemented(what: string): S3Error {
  return new S3Error("NotImplemented", `not implemented here: S3 ${what}`, { status: 501 });
}
