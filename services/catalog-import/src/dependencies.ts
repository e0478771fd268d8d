import type { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import type { Database } from "@stagecraft/database/connection";
import type { FileVersion } from "@stagecraft/database/import-repository";
import type { Metrics } from "@stagecraft/observability/metrics";

/** The files of the bucket. */
export type Files = {
  /** The bytes of a version from there to its end. */
  read(file: FileVersion, offsetBytes: number): AsyncIterable<Uint8Array>;
  /** Puts an object whole, or not at all when its content throws. */
  write(
    object: { readonly bucket: string; readonly key: string; readonly contentType: string },
    content: AsyncIterable<Buffer>,
  ): Promise<void>;
};

/** What the service depends on; the handlers make the real ones. */
export type Dependencies = {
  readonly database: Database;
  readonly files: Files;
  /** Lets another invocation go on from there. */
  readonly continueLater: (continuation: ImportContinuation) => Promise<void>;
  readonly metrics: Metrics;
  readonly now: () => Date;
};
