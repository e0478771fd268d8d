import type { Bundle } from "../plan.ts";

/** A function to bundle. */
export type BundleRequest = Pick<Bundle, "source" | "settings" | "copies" | "links"> & {
  /** The logical name. */
  readonly name: string;
  /** Whether it is for a debugger: not minified, with a source map to the sources on this machine. */
  readonly debug?: boolean;
};
