import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { SetupError } from "./setup-error.mjs";

/**
 * The processes that run this clone's own Node: stages with their functions, tests, and anything else that loads from node_modules.
 * Without setup itself and its callers, without npm, which waits for them, and without the functions of a killed stage, which its next
 * start ends. Of a parent and its child only the parent.
 */
export function processesFromNodeModules(root) {
  const node = nodeOf(root);
  if (!node) return [];
  const running = pidsRunning(node).flatMap((pid) => describe(pid) ?? []);
  const callers = new Set(ancestry(process.pid));
  const users = running.filter(({ pid, command }) => !callers.has(pid) && !isInstaller(command));
  const pids = new Set(users.map(({ pid }) => pid));
  return users.filter(({ parent, command }) => !pids.has(parent) && !isFunction(command));
}

/** The command line of a process. Undefined when it has ended. */
export function commandOf(pid) {
  return describe(pid)?.command || undefined;
}

/** Undefined when it is missing, or is a link to a file outside, which an installation does not change. */
function nodeOf(root) {
  try {
    const node = realpathSync(join(root, "node_modules", ".bin", "node"));
    return node.startsWith(realpathSync(join(root, "node_modules")) + sep) ? node : undefined;
  } catch {
    return undefined;
  }
}

function pidsRunning(program) {
  if (process.platform !== "linux") return pidsHolding(program);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`) === program;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** lsof is a part of macOS; it exits with 1 when no process has the file open. */
function pidsHolding(program) {
  const { status, stdout, error } = spawnSync("lsof", ["-t", "--", program], { encoding: "utf8" });
  if (error || (status !== 0 && status !== 1)) {
    throw new SetupError(
      "lsof could not list the processes that run from node_modules: end them, delete node_modules, and run this again.",
    );
  }
  return stdout.split("\n").filter(Boolean).map(Number);
}

function isInstaller(command) {
  return /^npm( |$)|\/(npm|npx)(-cli\.js)?( |$)|scripts\/setup\.mjs/.test(command);
}

/** A function is listed by its stage. */
function isFunction(command) {
  return /local-stage\/src\/lambda\/runtime\/bootstrap\.mjs/.test(command);
}

function ancestry(pid) {
  const parent = describe(pid)?.parent;
  return parent ? [pid, ...ancestry(parent)] : [pid];
}

function describe(pid) {
  if (process.platform !== "linux") return describeWithPs(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { pid, parent: Number(parent), command };
  } catch {
    return undefined;
  }
}

function describeWithPs(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], {
    encoding: "utf8",
  });
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout ?? "") ?? [];
  return command === undefined
    ? undefined
    : { pid, parent: Number(parent), command: command.trim() };
}
