import { constants } from "node:os";

/**
 * An error as Node creates it for an error of the operating system.
 *
 * @param {"EROFS" | "ENOSPC"} code
 * @param {string} what `read-only file system`
 * @param {{ syscall: string, path?: string }} call
 */
export function systemError(code, what, call) {
  const { syscall, path } = call;
  const message = `${code}: ${what}, ${syscall}${path === undefined ? "" : ` '${path}'`}`;
  return Object.assign(new Error(message), { errno: -constants.errno[code], code, ...call });
}
