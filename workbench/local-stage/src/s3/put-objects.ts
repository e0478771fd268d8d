import { randomUUID } from "node:crypto";
import type { BucketObjectDefinition } from "@stagecraft/plan/resources/s3/bucket-objects";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { State } from "../stage/state.ts";
import { encodeKey } from "./objects/encode-key.ts";

/**
 * Puts the Plan's objects, as a deploy does: each once, and again when it has changed. The bucket's notifications are sent
 * for them.
 */
export async function putObjects(
  objects: readonly BucketObjectDefinition[],
  { state, s3 }: { readonly state: State; readonly s3: StreamingService },
): Promise<void> {
  const { sqlite } = state;
  sqlite.exec(
    "CREATE TABLE IF NOT EXISTS program_objects (name TEXT PRIMARY KEY, object TEXT NOT NULL) STRICT",
  );
  const select = sqlite.prepare("SELECT object FROM program_objects WHERE name = ?");
  const remember = sqlite.prepare("INSERT OR REPLACE INTO program_objects VALUES (?, ?)");
  for (const { logicalName, ...object } of objects) {
    const wanted = JSON.stringify(object);
    const put = select.get(logicalName) as { object: string } | undefined;
    if (put?.object === wanted) continue;
    await putObject(s3, object);
    remember.run(logicalName, wanted);
  }
}

async function putObject(
  s3: StreamingService,
  { bucket, key, content, contentType }: Omit<BucketObjectDefinition, "logicalName">,
): Promise<void> {
  const body = Buffer.from(content);
  const operation = s3.read({
    method: "PUT",
    path: `/${bucket}/${encodeKey(key).replaceAll("+", "%20")}`,
    query: "",
    headers: {
      "content-length": String(body.length),
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    },
  });
  async function* bytes() {
    yield body;
  }
  await operation.run(
    { bytes: bytes(), sizeBytes: body.length, trailers: new Map() },
    {
      // A deploy may put the program's objects.
      caller: { kind: "operator" },
      requestId: randomUUID(),
      signal: new AbortController().signal,
      sourceIp: "127.0.0.1",
      authorize() {},
    },
  );
}
