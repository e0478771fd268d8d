import { basename } from "node:path";
import type { Bundle } from "@stagecraft/plan/plan";

/**
 * The name of an environment's folder. It contains the name of the bundle, so that a frame of a stack names its bundle,
 * even after the code was replaced.
 */
export function environmentFolder({ directory }: Pick<Bundle, "directory">, id: string): string {
  return `${basename(directory)}.${id}`;
}

/** A position in a function's code, as a stack names it: the bundle, the file within it, line and column. */
export const framePosition =
  /file:\/\/\/[^\s"\\]{1,1000}?\/([\w-]{1,200})\.[0-9a-f]{32}\/task\/([\w/-]{1,200}\.m?js):(\d{1,9}):(\d{1,9})/g;
