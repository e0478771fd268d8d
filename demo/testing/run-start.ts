import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `npm start`'s own program in a process of its own. */
export type StartRun = {
  readonly process: ChildProcess;
  /** Everything printed so far, on both outputs. */
  output(): string;
  /** Resolves when the output matches; rejects when the process ends before. */
  printed(pattern: RegExp): Promise<void>;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
};

export function runStart(args: readonly string[]): StartRun {
  const child = spawn(process.execPath, ["demo/src/start.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      text += chunk;
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<{ exitCode: number | null; output: string }>((resolve) => {
    child.once("close", (exitCode) => resolve({ exitCode, output: text }));
  });
  return {
    process: child,
    output: () => text,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without printing ${pattern}:\n${text}`)));
      }),
  };
}
