import { spawn } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import { type ProgramEnd, programEnd } from "./program-end.ts";

/**
 * Runs a command in a folder, with the folder's installed programs in its PATH. The variables of git's hooks are removed: with them git
 * would use the repository that is being committed to.
 */
export async function runIn(
  directory: string,
  command: string | readonly string[],
  signal?: AbortSignal,
): Promise<ProgramEnd> {
  const [program = "", ...args] = typeof command === "string" ? command.split(" ") : command;
  const bin = join(directory, "node_modules", ".bin");
  const passedOn = Object.entries(env).filter(([name]) => !name.startsWith("GIT_"));
  const child = spawn(program, args, {
    cwd: directory,
    env: {
      ...Object.fromEntries(passedOn),
      // biome-ignore lint/style/noProcessEnv: the command gets the user's environment
      PATH: `${bin}:${env.PATH}`,
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal ? { signal } : {}),
  });
  return await programEnd(child);
}
