/**
 * Installs what is missing, so that a fresh clone needs only Node and npm. It runs before every command, with the Node on the PATH, and
 * uses only Node itself. This file has old syntax, so that an old Node can run it and report that it is too old.
 */
const oldestNode = [20, 19];

function reasonToRefuse() {
  if (process.platform === "win32") {
    return "Windows is not supported, because processes here are stopped and ended by signals. Use WSL.";
  }
  const version = process.versions.node.split(".").map(Number);
  if (version[0] > oldestNode[0]) return undefined;
  if (version[0] === oldestNode[0] && version[1] >= oldestNode[1]) return undefined;
  return `Node ${process.versions.node} is too old: ${oldestNode.join(".")} or later is required to install (the project then uses its own).`;
}

const reason = reasonToRefuse();
if (reason) {
  process.stderr.write(`setup: ${reason}\n`);
  process.exitCode = 2;
} else {
  import("./setup/main.mjs");
}
