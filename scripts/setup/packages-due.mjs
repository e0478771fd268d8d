import { existsSync } from "node:fs";
import { join } from "node:path";
import { readIfThere, readJsonIfThere, sha256 } from "./files.mjs";
import { lockfileDifference } from "./lockfile-difference.mjs";
import { SetupError } from "./setup-error.mjs";
import { readWorkspaces } from "./workspaces.mjs";

/** Increase this to have installed packages installed again. */
const installVersion = 1;

/** The stamp file of the last installation. */
export const packagesStampOf = (root) => join(root, "node_modules", ".stagecraft-packages.json");
/** npm's own record of node_modules. */
export const npmRecordOf = (root) => join(root, "node_modules", ".package-lock.json");
/** The project's own Node. */
export const nodeOf = (root) => join(root, "node_modules", ".bin", "node");

/**
 * How to bring the packages up to date with package-lock.json. Undefined when they are. `how` is "ci" (node_modules is installed anew),
 * "install" (the lockfile does not match the workspaces) or "stamp" (they are up to date because a user ran npm: only the stamp is
 * missing).
 */
export function packagesDue(root) {
  const wanted = packagesStamp(root);
  const stamp = readJsonIfThere(packagesStampOf(root));
  const hasNode = existsSync(nodeOf(root));
  if (stamp && hasNode && JSON.stringify(stamp) === JSON.stringify(wanted)) return undefined;
  const locked = lockedPackages(root);
  if (!locked) return { how: "install", reason: "There is no package-lock.json" };
  const difference = lockfileDifference(locked, wanted.workspaces);
  if (difference) return { how: "install", reason: difference };
  if (stamp?.lockfile === wanted.lockfile && overridesOf(stamp) !== overridesOf(wanted)) {
    return { how: "install", reason: "package.json has other overrides" };
  }
  const isOurs = !stamp || stamp.installVersion === installVersion;
  if (hasNode && isOurs && areInstalled(root, locked)) return { how: "stamp" };
  return { how: "ci", reason: "package-lock.json has changed" };
}

/** The stamp of an installation: hashes of the lockfile and of the workspaces' dependencies. */
export function packagesStamp(root) {
  return {
    installVersion,
    platform: `${process.platform}-${process.arch}`,
    lockfile: sha256(readIfThere(join(root, "package-lock.json")) ?? ""),
    workspaces: readWorkspaces(root),
  };
}

function overridesOf({ workspaces }) {
  return JSON.stringify(workspaces[0]?.overrides ?? {});
}

function lockedPackages(root) {
  const text = readIfThere(join(root, "package-lock.json"));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text).packages ?? {};
  } catch (error) {
    throw new SetupError(
      `package-lock.json is not JSON (${error.message}). After a merge conflict "npm install" repairs it.`,
    );
  }
}

/** Whether npm's record of node_modules, which it writes last, matches the lockfile. */
function areInstalled(root, locked) {
  const installed = readJsonIfThere(npmRecordOf(root))?.packages;
  if (!installed) return false;
  return (
    Object.keys(installed).every((path) => locked[path]) &&
    Object.entries(locked).every(([path, record]) => {
      if (path === "") return true;
      const here = installed[path];
      if (!here) return !isNeeded(record);
      return ["version", "integrity", "resolved"].every((field) => here[field] === record[field]);
    })
  );
}

function isNeeded({ optional, extraneous, os, cpu, libc }) {
  if (extraneous) return false;
  if (!optional) return true;
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
}
