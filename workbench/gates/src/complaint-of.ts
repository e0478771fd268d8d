import { WaiverError } from "./parse-waivers.ts";

/** What to tell a person of an error that is theirs, and what to do next; nothing of a defect, which shows its stack. */
export function complaintOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "OptionError")
    return `${error.message}\nnpm run gate -- --help tells the rest`;
  if (error.name === "PlanError" || error instanceof WaiverError) return error.message;
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return undefined;
  const what = path === undefined ? "" : ` See that ${path} can be read and written.`;
  return `${error.message}.${what}`;
}
