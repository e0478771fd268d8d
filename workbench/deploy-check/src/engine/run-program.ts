import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { env, execPath } from "node:process";
import { createInterface } from "node:readline";
import type { Stack } from "./checkpoint.ts";
import type { Diagnostic } from "./registration.ts";

/**
 * Runs the program in Pulumi's runtime for Node.js, as Pulumi's language host does.
 * @param address the address of the engine and its resource monitor
 * @param main the program's file
 * @param config the providers' settings by `provider:key`, as the CLI gives them
 * @param report gets each line that the program writes, as Pulumi's engine logs it: what it writes to stderr has a severity of its
 * own, which the CLI shows, as it does not show warnings (cmd/sst/mosaic/ui/ui.go of github.com/anomalyco/sst)
 * @returns the exit code
 */
export function runProgram(options: {
  readonly platform: string;
  readonly stack: Stack;
  readonly address: string;
  readonly main: string;
  readonly config: Readonly<Record<string, string>>;
  readonly isPreview: boolean;
  readonly report: (line: Diagnostic) => void;
}): Promise<number> {
  const { platform, stack, address, main, config, isPreview, report } = options;
  const runtimeConfig = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(":", ":config:"), value]),
  );
  const program = spawn(
    execPath,
    [
      join(platform, "node_modules", "@pulumi", "pulumi", "cmd", "run"),
      ...["--monitor", address, "--engine", address],
      ...["--organization", "organization", "--project", stack.app, "--stack", stack.stage],
      ...["--root-directory", process.cwd(), "--pwd", dirname(main)],
      ...(isPreview ? ["--dry-run"] : []),
      ...["--parallel", "16", main],
    ],
    {
      cwd: dirname(main),
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...env,
        PULUMI_CONFIG: JSON.stringify(runtimeConfig),
        PULUMI_CONFIG_SECRET_KEYS: "[]",
      },
    },
  );
  const reportLines = (input: NodeJS.ReadableStream, severity: string) =>
    createInterface({ input }).on("line", (message) => report({ severity, message }));
  reportLines(program.stdout, "info");
  reportLines(program.stderr, "info#err");
  const end = () => program.kill("SIGTERM");
  process.once("SIGINT", end).once("SIGTERM", end);
  // The CLI starts the engine in its own process group: it would survive a CLI that is killed.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    program.kill("SIGKILL");
    process.exit(1);
  }, 200).unref();
  return new Promise((resolve, reject) => {
    program.once("error", reject).once("close", (code) => resolve(code ?? 1));
  });
}
