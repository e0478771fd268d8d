import { invalidArgument } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { encodeKey } from "./encode-key.ts";

const mostKeys = 1000;

/** What the lists of a bucket have in common. */
export type ListRequest = {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maximumItems: number;
  /** A key as the client asks for it: plain, or URL encoded. */
  encode(text: string): string;
  /** The elements of the response that repeat these. */
  readonly elements: { readonly [element: string]: string | number | undefined };
};

/** Query parameters that `readListRequest` understands. */
export const listParameters = ["prefix", "delimiter", "max-keys", "encoding-type"];

/** @throws S3Error InvalidArgument */
export function readListRequest(request: S3Request): ListRequest {
  const { query, bucket } = request;
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const maximumItems = maximumItemsOf(request);
  const encode = encoderOf(request);
  return {
    prefix,
    delimiter,
    maximumItems,
    encode,
    elements: {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      MaxKeys: maximumItems,
      EncodingType: query.get("encoding-type") ?? undefined,
    },
  };
}

function maximumItemsOf({ query }: S3Request): number {
  const text = query.get("max-keys");
  if (text === null) return mostKeys;
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 31) return Math.min(mostKeys, Number(text));
  throw invalidArgument(
    "Provided max-keys not an integer or within integer range",
    "max-keys",
    text,
  );
}

function encoderOf({ query }: S3Request): (text: string) => string {
  const type = query.get("encoding-type");
  if (type === null) return (text) => text;
  if (type === "url") return encodeKey;
  throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
}
