import { VisibleError } from "./visible-error.ts";

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file or folder",
  ELOOP: "symbolic links lead back to themselves",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "this process has too many files open (ulimit -n)",
  ENFILE: "the machine has too many files open",
};

/**
 * An error in one line for the person at the keyboard: visible errors, what the operating system refused with a path, and what AWS
 * refused. Undefined for a defect, whose stack is needed.
 */
export function errorText(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof VisibleError) return error.message;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  // What follows the first sentence is about a meaning that nobody intends.
  if (code?.startsWith("ERR_PARSE_ARGS")) return error.message.split(/\. /)[0];
  const meaning = systemErrors[code ?? ""];
  if (meaning && path) return `${path}: ${meaning} (${code}, ${syscall})`;
  if ("$metadata" in error) return `AWS answers ${error.name}: ${error.message}`;
  return undefined;
}
