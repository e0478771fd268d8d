import { execFile } from "node:child_process";

/** How a command ended. `output` has stdout and stderr. */
export type ShellEnd = { readonly exitCode: number; readonly output: string };

/**
 * Runs a line of shell in a folder, as a person types it.
 * @param environment what is added to this process's environment
 */
export function runShell(
  command: string,
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ShellEnd> {
  // biome-ignore lint/style/noProcessEnv: a person's shell has the PATH and the home folder too
  const options = { cwd: directory, maxBuffer: 2 ** 26, env: { ...process.env, ...environment } };
  return new Promise((resolve) => {
    execFile("sh", ["-c", command], options, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code ?? 2) : 0, output: stdout + stderr });
    });
  });
}
