import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readIfThere } from "./files.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * The package.json files that npm installs for, of the root (path "") and of every workspace: each with name, version and dependencies.
 */
export function readWorkspaces(root) {
  const manifest = parse("package.json", readFileSync(join(root, "package.json"), "utf8"));
  const patterns = manifest.workspaces?.packages ?? manifest.workspaces ?? [];
  const folders = patterns.flatMap((pattern) => foldersOf(root, pattern));
  const workspaces = [...new Set(folders)].flatMap((path) => {
    const text = readIfThere(join(root, path, "package.json"));
    return text === undefined ? [] : [needsOf(path, parse(join(path, "package.json"), text))];
  });
  return [needsOf("", manifest), ...workspaces];
}

/** The dependencies in a package.json, or in the lockfile's record of it. */
export function needsOf(path, manifest) {
  const { optionalDependencies = {}, dependencies = {} } = manifest;
  return {
    path,
    name: manifest.name ?? basename(path),
    version: manifest.version,
    // For npm a dependency that is in both is optional.
    dependencies: sorted({ ...dependencies, ...optionalDependencies }),
    optionalDependencies: sorted(optionalDependencies),
    devDependencies: sorted(manifest.devDependencies),
    peerDependencies: sorted(manifest.peerDependencies),
    ...(manifest.overrides && { overrides: manifest.overrides }),
  };
}

function sorted(dependencies = {}) {
  return Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function foldersOf(root, pattern) {
  if (/[!{}[\]?]|\*\*/.test(pattern)) {
    throw new SetupError(
      `package.json: setup does not support the workspaces "${pattern}". Name a folder, or all folders in it ("services/*").`,
    );
  }
  const segments = pattern.split("/").filter((segment) => segment !== "" && segment !== ".");
  return segments.reduce(
    (parents, segment) => parents.flatMap((parent) => within(root, parent, segment)),
    [""],
  );
}

function within(root, parent, segment) {
  const path = (name) => (parent === "" ? name : `${parent}/${name}`);
  if (!segment.includes("*")) return [path(segment)];
  const name = new RegExp(`^${segment.split("*").map(literal).join("[^/]*")}$`);
  return entriesOf(join(root, parent))
    .filter((entry) => name.test(entry) && !entry.startsWith(".") && entry !== "node_modules")
    .sort()
    .map(path);
}

function literal(text) {
  return text.replace(/[$()*+.\\^|]/g, "\\$&");
}

function entriesOf(directory) {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  }
}

function parse(path, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${path} is not JSON: ${error.message}`);
  }
}
