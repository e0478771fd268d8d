import { needsOf } from "./workspaces.mjs";

/**
 * How the lockfile differs from the workspaces' package.json files, as the beginning of a sentence. Undefined when they agree. Overrides
 * are not compared, because the lockfile does not contain them.
 */
export function lockfileDifference(locked, workspaces) {
  for (const workspace of workspaces) {
    const record = locked[workspace.path];
    if (!record) return `${workspace.path || "package.json"} is not in package-lock.json`;
    if (textOf(needsOf(workspace.path, record)) !== textOf(workspace)) {
      return `${workspace.path || "."}/package.json differs from package-lock.json`;
    }
  }
  const paths = new Set(workspaces.map(({ path }) => path));
  const removed = Object.keys(locked).find((path) => isWorkspace(path) && !paths.has(path));
  return removed && `${removed} is in package-lock.json, but does not exist`;
}

function isWorkspace(path) {
  return path !== "" && !path.split("/").includes("node_modules");
}

function textOf({ overrides: _, ...needs }) {
  return JSON.stringify(needs);
}
