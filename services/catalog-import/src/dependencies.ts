import type { ImportContinuation } from "@stagecraft/contracts/catalogue-file";
import type { Database } from "@stagecraft/database/connection";
import type { FileVersion } from "@stagecraft/database/import-repository";
import type { SendMessage } from "@stagecraft/lambda/queue-sender";
import type { Metrics } from "@stagecraft/lambda/telemetry";

/** The files of the bucket. */
export type Files = {
  /** The bytes of a version from the offset to its end. */
  read(file: FileVersion, offsetBytes: number): AsyncIterable<Uint8Array>;
  /** Writes an object as a whole; when its content throws, nothing is written. */
  write(
    object: { readonly bucket: string; readonly key: string; readonly contentType: string },
    content: AsyncIterable<Buffer>,
  ): Promise<void>;
};

/** What the service depends on; the handlers make the real ones. */
export type Dependencies = {
  readonly database: Database;
  readonly files: Files;
  /** Lets another invocation continue. */
  readonly continueLater: SendMessage<ImportContinuation>;
  readonly metrics: Metrics;
  readonly now: () => Date;
};
