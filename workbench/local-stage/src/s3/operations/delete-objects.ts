import { AwsError } from "../../common/aws-error.ts";
import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import { declaredChecksum } from "../checksums/checksum.ts";
import { deleteVersion } from "../objects/delete-version.ts";
import { receiveText } from "../objects/receive-body.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidRequest, notImplemented } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { childText, malformedXml, readXml } from "../xml/read-xml.ts";
import type { XmlContent } from "../xml/write-xml.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

type Wanted = { readonly key: string; readonly versionId: string | undefined };

const mostKeys = 1000;

/**
 * Each key is authorized and deleted by itself; the response lists both deleted keys and errors.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(context: S3Context): S3Operation {
  return {
    parameters: ["delete"],
    permissions: () => [],
    async run(request, payload, call) {
      if (!request.headers["content-md5"] && !declaredChecksum(request)) {
        throw invalidRequest("Missing required header for this request: Content-MD5");
      }
      const { wanted, isQuiet } = readWanted(await receiveText(request, payload));
      const outcomes = wanted.map((one) => deleteOne(context, request, call, one));
      return xmlAnswer("DeleteResult", {
        Deleted: isQuiet ? [] : outcomes.flatMap(({ deleted }) => deleted ?? []),
        Error: outcomes.flatMap(({ error }) => error ?? []),
      });
    },
  };
}

function readWanted(document: string): {
  readonly wanted: readonly Wanted[];
  readonly isQuiet: boolean;
} {
  const root = readXml(document, "Delete");
  const wanted = root.children
    .filter(({ name }) => name === "Object")
    .map((element) => {
      if (element.children.some(({ name }) => name !== "Key" && name !== "VersionId")) {
        throw notImplemented("deletion of several objects with conditions");
      }
      const key = childText(element, "Key");
      if (!key) throw malformedXml();
      return { key, versionId: childText(element, "VersionId") };
    });
  if (wanted.length === 0 || wanted.length > mostKeys) throw malformedXml();
  return { wanted, isQuiet: childText(root, "Quiet") === "true" };
}

function deleteOne(
  context: S3Context,
  request: S3Request,
  call: StreamingCall,
  { key, versionId }: Wanted,
): { readonly deleted?: XmlContent; readonly error?: XmlContent } {
  const action = versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
  try {
    call.authorize(onObject(action, request, key));
    const deletion = deleteVersion(context, request, call, { key, versionId });
    return {
      deleted: {
        Key: key,
        VersionId: versionId,
        DeleteMarker: deletion.isDeleteMarker || undefined,
        DeleteMarkerVersionId: deletion.isDeleteMarker ? deletion.versionId : undefined,
      },
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { Key: key, VersionId: versionId, ...errorOf(error) } };
  }
}

/** In this list a version id that S3 never issued is one that does not exist. */
function errorOf({ code, message }: AwsError) {
  if (code === "InvalidArgument") {
    return { Code: "NoSuchVersion", Message: "The specified version does not exist." };
  }
  return { Code: "AccessDenied", Message: message };
}
