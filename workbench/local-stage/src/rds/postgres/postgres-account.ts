import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** A user and group of the operating system. */
export type Account = { readonly uid: number; readonly gid: number };

/** `nobody`, which Postgres runs as when the stage runs as root: it refuses to run as root itself. */
const nobody: Account = { uid: 65534, gid: 65534 };

/** The user that Postgres runs as: nobody for root, otherwise (undefined) the user of the stage. */
export function postgresAccount(): Account | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/** Whether `account` may enter every folder on the way to the existing `path`, and that folder itself. */
export function canEnter(path: string, account: Account): boolean {
  let folder = realpathSync(path);
  for (;;) {
    const { mode, uid, gid } = statSync(folder);
    const mayEnter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & mayEnter) === 0) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}
