import { spawn } from "node:child_process";
import { constants } from "node:os";
import { basename, join } from "node:path";
import { InterruptedError, SetupError } from "./setup-error.mjs";

/**
 * Runs npm or sst in the root, with the project's own Node if it is installed: npm chooses versions by the Node that runs it. After a
 * signal it waits for the end of the program, which may be cleaning up.
 * @throws SetupError with the program's message in one line, InterruptedError.
 */
export async function runInstaller(root, [command, ...args], { lock, environment = {} }) {
  let child;
  // Before the program starts: a signal that comes at its start must not end this process alone.
  let interruption;
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => {
    const onSignal = () => {
      interruption ??= signal;
      // A terminal sends Ctrl-C to the program too.
      if (signal !== "SIGINT") child?.kill(signal);
    };
    process.on(signal, onSignal);
    return () => process.off(signal, onSignal);
  });
  try {
    child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`,
        ...environment,
      },
    });
    if (child.pid) lock.include(child.pid);
    const { exitCode, output, error } = await ended(child);
    if (interruption) {
      throw new InterruptedError(interruption, 128 + constants.signals[interruption]);
    }
    if (error) throw new SetupError(`${basename(command)} could not be started: ${error.message}`);
    if (exitCode !== 0) {
      const name = [basename(command), args[0]].join(" ");
      throw new SetupError(`${name} failed: ${shortened(output) ?? `exit code ${exitCode}`}`);
    }
  } finally {
    for (const off of signals) off();
  }
}

function ended(child) {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ error, output }));
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}

/** npm's message with the path of its log, or the last lines of another program. */
function shortened(output) {
  const lines = output.split("\n").map((line) => line.trim());
  const errors = lines
    .filter((line) => line.startsWith("npm error"))
    .map((line) => line.replace(/^npm error\s*/, ""));
  if (errors.length === 0) return lines.findLast((line) => line !== "");
  const code = fieldOf(errors, /^code (\S+)/);
  const log = fieldOf(errors, /complete log of this run can be found in: (.+)/);
  const message = errors.find(
    (line) => line !== "" && !/^(code|syscall|errno|path|dest|A complete log)\b/.test(line),
  );
  const all = log ? ` (all of it: ${log})` : "";
  return `${[code, message].filter(Boolean).join(": ")}${all}`;
}

function fieldOf(lines, pattern) {
  return lines.map((line) => pattern.exec(line)?.[1]).find(Boolean);
}
