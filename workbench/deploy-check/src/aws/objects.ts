import type { AwsAnswer, AwsCall } from "./call.ts";

/**
 * S3 as far as the CLI uses it: two buckets, which it configures, and the objects of its state.
 *
 * @param objects by bucket and key: `BUCKET/KEY`
 */
export function answerObjects(
  objects: Map<string, Buffer>,
  { operation, url, body }: AwsCall,
): AwsAnswer {
  const path = decodeURIComponent(url.pathname).slice(1);
  const [bucket = "", ...rest] = path.split("/");
  if (rest.join("/") === "")
    return operation === "GET" ? list(objects, bucket, url) : { status: 200 };
  switch (operation) {
    case "PUT":
      objects.set(path, body);
      return { status: 200 };
    case "DELETE":
      objects.delete(path);
      return { status: 204 };
    case "GET": {
      const found = objects.get(path);
      if (found) return { status: 200, type: "application/octet-stream", body: found };
      return xml(
        404,
        "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
      );
    }
    default:
      return { status: 501 };
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
function list(objects: ReadonlyMap<string, Buffer>, bucket: string, url: URL): AwsAnswer {
  const prefix = `${bucket}/${url.searchParams.get("prefix") ?? ""}`;
  const found = [...objects].filter(([path]) => path.startsWith(prefix));
  const contents = found.map(
    ([path, { length }]) =>
      `<Contents><Key>${path.slice(bucket.length + 1)}</Key><Size>${length}</Size></Contents>`,
  );
  return xml(
    200,
    `<ListBucketResult><Name>${bucket}</Name><KeyCount>${found.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`,
  );
}

function xml(status: number, body: string): AwsAnswer {
  return { status, type: "application/xml", body };
}
