import { checksumHeaders } from "../checksums/checksum.ts";
import { keyPermissionsToWrite } from "../key-permissions.ts";
import { receiveFile } from "../objects/receive-body.ts";
import { storeFile } from "../objects/store-object.ts";
import { storedHeaders } from "../objects/stored-headers.ts";
import { newVersionHeaders } from "../objects/version-headers.ts";
import { writePermissions } from "../objects/write-conditions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function putObject(context: S3Context): S3Operation {
  return {
    parameters: [],
    permissions: (request) => [...writePermissions(request), ...keyPermissionsToWrite(request)],
    async run(request, payload, call) {
      const headers = storedHeaders(request);
      const received = await receiveFile(context.files, request, payload);
      const event = "ObjectCreated:Put";
      const stored = storeFile(context, request, call, received, { event, headers });
      return {
        status: 200,
        headers: {
          etag: `"${stored.etag}"`,
          ...newVersionHeaders(request.bucket, stored),
          ...checksumHeaders(stored.checksum),
          "content-length": "0",
        },
      };
    },
  };
}
