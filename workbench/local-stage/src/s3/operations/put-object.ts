import { checksumHeaders } from "../checksum.ts";
import { onKeyToWrite } from "../key-permissions.ts";
import { receiveFile } from "../receive-body.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";
import { storeFile } from "../store-object.ts";
import { storedHeaders } from "../stored-headers.ts";
import { versionHeaders } from "../version-headers.ts";
import { writePermissions } from "../write-conditions.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function putObject(context: S3Context): S3Operation {
  return {
    parameters: [],
    permissions: (request) => [...writePermissions(request), ...onKeyToWrite(request)],
    async run(request, payload, call) {
      const headers = storedHeaders(request);
      const received = await receiveFile(context.files, request, payload);
      const event = "ObjectCreated:Put";
      const stored = storeFile(context, request, call, received, { event, headers });
      return {
        status: 200,
        headers: {
          etag: `"${stored.etag}"`,
          ...versionHeaders(request.bucket, stored),
          ...checksumHeaders(stored.checksum),
          "content-length": "0",
        },
      };
    },
  };
}
