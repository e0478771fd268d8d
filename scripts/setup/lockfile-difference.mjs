import { needsOf } from "./workspaces.mjs";

/**
 * How the lockfile's packages differ from what the workspaces ask for, as the beginning of a sentence; nothing when they agree.
 * Overrides are not looked at: npm keeps none in the lockfile.
 */
export function lockfileDifference(locked, workspaces) {
  for (const workspace of workspaces) {
    const record = locked[workspace.path];
    if (!record) return `${workspace.path || "package.json"} is not in package-lock.json`;
    if (textOf(needsOf(workspace.path, record)) !== textOf(workspace)) {
      return `${workspace.path || "."}/package.json is not as package-lock.json has it`;
    }
  }
  const paths = new Set(workspaces.map(({ path }) => path));
  const gone = Object.keys(locked).find((path) => isWorkspace(path) && !paths.has(path));
  return gone && `${gone} is in package-lock.json and no longer here`;
}

function isWorkspace(path) {
  return path !== "" && !path.split("/").includes("node_modules");
}

function textOf({ overrides: _, ...needs }) {
  return JSON.stringify(needs);
}
