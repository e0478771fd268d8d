import { spawn } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import { text } from "node:stream/consumers";

/** Runs a command in a folder, whose installed programs it finds by their names. */
export async function runIn(
  directory: string,
  command: string | readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const [program = "", ...args] = typeof command === "string" ? command.split(" ") : command;
  const bin = join(directory, "node_modules", ".bin");
  const child = spawn(program, args, {
    cwd: directory,
    // biome-ignore lint/style/noProcessEnv: what a person runs has the person's environment
    env: { ...env, PATH: `${bin}:${env.PATH}`, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal ? { signal } : {}),
  });
  const [exitCode, ...output] = await Promise.all([
    new Promise<number>((resolve, reject) => {
      child.once("error", reject).once("close", (code) => resolve(code ?? 1));
    }),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode, output: output.join("") };
}
