import type { ImportContinuation, ImportSummary } from "@stagecraft/contracts/catalogue-file";
import type { PutFile } from "@stagecraft/database/import-repository";
import type { TestDatabase } from "@stagecraft/database/testing/test-database";
import type { Deadline } from "@stagecraft/lambda/invocation";
import { continueImport } from "../continue-import.ts";
import type { Dependencies } from "../dependencies.ts";
import { importObject } from "../import-object.ts";

export const muchTime: Deadline = { remainingMs: () => 300_000 };

/** A deadline that is near after that many calls. */
export function deadlineAfterCalls(calls: number): Deadline {
  let called = 0;
  return { remainingMs: () => (called++ < calls ? 300_000 : 1_000) };
}

/** The service with a real Postgres and a bucket in memory that delivers small pieces. */
export function createTestImport(postgres: TestDatabase, others: Partial<Dependencies> = {}) {
  const versions = new Map<string, Buffer>();
  const written = new Map<string, string>();
  const continuations: ImportContinuation[] = [];
  const readFrom: number[] = [];
  const dependencies: Dependencies = {
    database: postgres.connect(),
    files: {
      async *read({ versionId }, offsetBytes) {
        readFrom.push(offsetBytes);
        const bytes = versions.get(versionId) ?? Buffer.alloc(0);
        for (let at = offsetBytes; at < bytes.length; at += 1_000) {
          yield bytes.subarray(at, at + 1_000);
        }
      },
      async write({ key }, content) {
        const pieces: Buffer[] = [];
        for await (const piece of content) pieces.push(piece);
        written.set(key, Buffer.concat(pieces).toString());
      },
    },
    continueLater: async (continuation) => void continuations.push(continuation),
    metrics: { add: () => {}, flush: () => {} },
    now: () => new Date("2010-12-01T09:00:00Z"),
    ...others,
  };
  return {
    continuations,
    written,
    readFrom,
    files: dependencies.files,

    /** Uploads a file and returns the bucket's notification of it. */
    put(content: string | Buffer, versionId = "v1", more: Partial<PutFile> = {}): PutFile {
      const bytes = Buffer.from(content);
      versions.set(versionId, bytes);
      return {
        bucket: "catalogues",
        key: "imports/2010/autumn.csv",
        versionId,
        etag: versionId,
        sizeBytes: bytes.length,
        putAt: new Date("2010-12-01T08:26:00Z"),
        ...more,
      };
    },

    /** One invocation for an uploaded file. */
    importOne: (file: PutFile, deadline = muchTime) => importObject(file, deadline, dependencies),

    /** One invocation for a message. */
    continueOne(continuation: ImportContinuation, deadline = muchTime) {
      return continueImport(continuation, deadline, dependencies);
    },

    summary: (): ImportSummary => JSON.parse(written.get("summaries/2010/autumn.json") ?? "null"),
    rejects: () => (written.get("rejected/2010/autumn.csv") ?? "").split("\r\n").slice(1, -1),
  };
}

export type StoredProduct = { code: string; description: string; min: string; on_hand: number };

/** The products with their stock. */
export function productsIn(postgres: TestDatabase): Promise<StoredProduct[]> {
  return postgres.query(`select code, description, price_min_minor as min, on_hand
    from catalogue join stock using (code) order by code`);
}
