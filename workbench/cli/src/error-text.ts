import { VisibleError } from "./visible-error.ts";

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is exceeded",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file or folder",
  ELOOP: "the symbolic links form a loop",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "this process has too many files open (ulimit -n)",
  ENFILE: "the machine has too many files open",
};

/**
 * An error in one line for the user: visible errors, errors of the operating system with a path, and errors of AWS. Undefined for a
 * defect, whose stack is needed.
 */
export function errorText(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof VisibleError) return error.message;
  const { code: given, path, syscall } = error as NodeJS.ErrnoException;
  // The error of a child process that failed has its exit code here, a number.
  const code = given === undefined ? "" : String(given);
  // The rest of the message explains a case that does not apply.
  if (code.startsWith("ERR_PARSE_ARGS")) return error.message.split(/\. /)[0];
  const meaning = systemErrors[code];
  if (meaning && path) return `${path}: ${meaning} (${code}, ${syscall})`;
  if ("$metadata" in error) return `AWS answers ${error.name}: ${error.message}`;
  return undefined;
}
