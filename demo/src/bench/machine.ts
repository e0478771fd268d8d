import { cpus } from "node:os";

/** What a measurement ran on. */
export function machine(): string {
  return `${cpus().length} x ${cpus()[0]?.model}, ${process.platform}, Node ${process.version}`;
}
