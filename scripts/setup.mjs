/**
 * Installs what is missing, so that a fresh clone needs nothing but Node and npm. It runs before every command, on the Node
 * that is on the PATH, and uses nothing but Node. This file is written so that an old Node can read it and say that it is old.
 */
const oldestNode = [20, 19];

function reasonToRefuse() {
  if (process.platform === "win32") {
    return "Windows itself is not supported: processes here are frozen and ended by signals. Use WSL.";
  }
  const version = process.versions.node.split(".").map(Number);
  if (version[0] > oldestNode[0]) return undefined;
  if (version[0] === oldestNode[0] && version[1] >= oldestNode[1]) return undefined;
  return `Node ${process.versions.node} is too old: ${oldestNode.join(".")} or later is needed to install (the project then brings its own).`;
}

const reason = reasonToRefuse();
if (reason) {
  process.stderr.write(`setup: ${reason}\n`);
  process.exitCode = 2;
} else {
  import("./setup/main.mjs");
}
