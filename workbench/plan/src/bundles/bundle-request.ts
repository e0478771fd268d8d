import type { Bundle } from "../plan.ts";

/** A function to be bundled, by its logical name. */
export type BundleRequest = Pick<Bundle, "source" | "settings" | "copies" | "links"> & {
  readonly name: string;
  /** For a debugger: with whole names, and a source map that leads to the sources of this machine. */
  readonly debug?: boolean;
};
