/**
 * Installs what is missing, so that a fresh clone needs nothing but Node and npm. It runs on the Node that is on the PATH and uses
 * nothing but Node; with everything in place it reads two small files and ends.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = [20, 19];
/** The engine that SST asks for; only its version is looked at when components are installed. */
const pulumiVersion = "v3.215.0";

refuseWindows();
refuseOldNode();
const wanted = fingerprint();
const stamp = join(root, "node_modules", ".stagecraft-setup");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  installPackages();
  installComponents();
  writeFileSync(stamp, wanted);
  say("ready");
}

function refuseWindows() {
  if (process.platform !== "win32") return;
  fail("Windows itself is not supported: processes here are frozen and ended by signals. Use WSL.");
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(
    `Node ${process.versions.node} is too old: ${oldestNode.join(".")} or later is needed to install (the project then brings its own).`,
  );
}

/** What was installed, in short: the locked packages and the platform's settings. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of ["package-lock.json", "sst.config.ts", "scripts/setup.mjs"]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.update(`${process.platform}-${process.arch}`).digest("hex");
}

function installPackages() {
  say("installing packages from the npm registry (about a minute the first time)");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** SST's components and the AWS provider, into .sst/platform. A real deploy fetches the real engine. */
function installComponents() {
  say("installing SST's components");
  const config = mkdtempSync(join(tmpdir(), "stagecraft-setup-"));
  try {
    const engine = join(config, "sst", "bin", "pulumi");
    mkdirSync(dirname(engine), { recursive: true });
    writeFileSync(engine, `#!/bin/sh\necho ${pulumiVersion}\n`);
    chmodSync(engine, 0o755);
    run(join(root, "node_modules", ".bin", "sst"), ["install"], {
      XDG_CONFIG_HOME: config,
      SST_BUN_PATH: join(root, "node_modules", "bun", "bin", "bun.exe"),
      SST_STAGE: "local",
      SST_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
      PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`,
    });
  } finally {
    rmSync(config, { recursive: true, force: true });
  }
}

function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...environment },
  });
  if (status === 0) return;
  fail(
    `"${command} ${args.join(" ")}" failed${error ? `: ${error.message}` : ` with exit code ${status}`}. Run it again by hand to see why.`,
  );
}

function say(message) {
  process.stderr.write(`setup: ${message}\n`);
}

function fail(message) {
  say(message);
  process.exit(1);
}
