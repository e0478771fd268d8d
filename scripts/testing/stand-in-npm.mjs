/**
 * Replaces npm and sst in a test repository: it records how it was called, and creates the files that setup reads. With STAND_IN_GATE, a
 * port, it connects there at its start, and continues when the test closes the connection.
 */
import { once } from "node:events";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { basename } from "node:path";

const [program, ...args] = process.argv.slice(2);
const [command] = args;
const { STAND_IN_CALLS, STAND_IN_GATE, STAND_IN_ERROR } = process.env;

appendFileSync(STAND_IN_CALLS, `${program} ${command}\n`);
if (program === "sst") await installComponents();
else await installPackages();

async function installComponents() {
  mkdirSync(".sst/platform", { recursive: true });
  await waitForTest();
}

async function installPackages() {
  if (command === "ci") rmSync("node_modules", { recursive: true, force: true });
  mkdirSync("node_modules/.bin", { recursive: true });
  await waitForTest();
  if (STAND_IN_ERROR) {
    process.stderr.write(STAND_IN_ERROR);
    process.exit(1);
  }
  const lockfile = command === "install" ? lock() : JSON.parse(readFileSync("package-lock.json"));
  mkdirSync("node_modules/sst", { recursive: true });
  writeFileSync("node_modules/sst/package.json", JSON.stringify({ version: "4.0.0" }));
  rmSync("node_modules/.bin/node", { force: true });
  symlinkSync(process.execPath, "node_modules/.bin/node");
  writeFileSync(
    "node_modules/.bin/sst",
    `#!/bin/sh\nexec "${process.execPath}" "${process.argv[1]}" sst "$@"\n`,
    { mode: 0o755 },
  );
  const { "": _, ...installed } = lockfile.packages;
  writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: installed }));
}

function lock() {
  const { workspaces: _, ...root } = JSON.parse(readFileSync("package.json"));
  const packages = { "": root };
  for (const name of readdirSync("services")) {
    const path = `services/${name}`;
    packages[path] = JSON.parse(readFileSync(`${path}/package.json`));
    packages[`node_modules/${basename(path)}`] = { resolved: path, link: true };
  }
  const lockfile = { lockfileVersion: 3, packages };
  writeFileSync("package-lock.json", JSON.stringify(lockfile));
  return lockfile;
}

async function waitForTest() {
  if (!STAND_IN_GATE) return;
  const socket = connect(Number(STAND_IN_GATE), "127.0.0.1").resume();
  await once(socket, "close");
}
