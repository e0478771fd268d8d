import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = dirname(dirname(fileURLToPath(import.meta.url)));

/** The exit code and output of setup. */
type SetupEnd = {
  readonly exitCode: number | null;
  readonly lines: readonly string[];
};

/** A run of setup in its own process group, as in a terminal. */
type SetupRun = {
  readonly pid: number;
  /** Resolves with the match when the output matches; rejects when the run ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<SetupEnd>;
};

/** A small repository with setup, and a fake npm and sst that record how they were called. */
export type TemporaryRepository = {
  readonly root: string;
  /** The environment in which setup finds the fake, without CI. */
  readonly environment: NodeJS.ProcessEnv;
  write(path: string, content: string | object): void;
  read(path: string): string;
  remove(path: string): void;
  start(environment?: NodeJS.ProcessEnv, args?: readonly string[]): SetupRun;
  setUp(environment?: NodeJS.ProcessEnv, args?: readonly string[]): Promise<SetupEnd>;
  /** The calls since the last time that this was called. */
  calls(): readonly string[];
  /** Stops the fake that gets `environment`: `reached` resolves when it waits; `open` lets it continue. */
  gate(): Promise<Gate>;
  /** Also ends processes that are still running. */
  delete(): Promise<void>;
};

type Gate = {
  readonly environment: NodeJS.ProcessEnv;
  reached(): Promise<{ open(): void }>;
};

/** A repository with one service, its lockfile and its providers; nothing is installed yet. */
export function temporaryRepository(): TemporaryRepository {
  const root = mkdtempSync(join(tmpdir(), "stagecraft-setup-test-"));
  const callsFile = join(root, "calls");
  const bin = join(root, "bin");
  const write = (path: string, content: string | object) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(
      join(root, path),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  };
  mkdirSync(bin);
  writeFileSync(
    join(bin, "npm"),
    `#!/bin/sh\nexec "${process.execPath}" "${join(scripts, "testing", "stand-in-npm.mjs")}" npm "$@"\n`,
    { mode: 0o755 },
  );
  for (const name of ["setup.mjs", "setup"]) {
    cpSync(join(scripts, name), join(root, "scripts", name), { recursive: true });
  }
  write("calls", "");
  write("package.json", { name: "sample", version: "1.0.0", workspaces: ["services/*"] });
  write("services/orders/package.json", { name: "orders", version: "1.0.0" });
  write("package-lock.json", {
    lockfileVersion: 3,
    packages: {
      "": { name: "sample", version: "1.0.0" },
      "services/orders": { name: "orders", version: "1.0.0" },
      "node_modules/orders": { resolved: "services/orders", link: true },
    },
  });
  write("sst.config.ts", sstConfig("7.20.0"));
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    STAND_IN_CALLS: callsFile,
    CI: "",
  };
  const runs: SetupRun[] = [];
  const closeGates: (() => void)[] = [];
  const start = (more: NodeJS.ProcessEnv = {}, args: readonly string[] = []) => {
    const run = startSetup(root, { ...environment, ...more }, args);
    runs.push(run);
    return run;
  };
  return {
    root,
    environment,
    write,
    start,
    read: (path) => readFileSync(join(root, path), "utf8"),
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    setUp: (more, args) => start(more, args).ended,
    calls() {
      const lines = readFileSync(callsFile, "utf8").split("\n").filter(Boolean);
      writeFileSync(callsFile, "");
      return lines;
    },
    async gate() {
      const waiting: Socket[] = [];
      const server = createServer((socket) => {
        waiting.push(socket.on("error", () => {}));
        server.emit("reached");
      });
      closeGates.push(() => {
        server.close();
        for (const socket of waiting) socket.destroy();
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const { port } = server.address() as { port: number };
      return {
        environment: { STAND_IN_GATE: String(port) },
        async reached() {
          if (waiting.length === 0) await once(server, "reached");
          const socket = waiting.shift();
          return { open: () => void socket?.destroy() };
        },
      };
    },
    async delete() {
      for (const close of closeGates) close();
      await Promise.all(runs.map(({ ended }) => ended));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A program with one provider and a type annotation. */
export function sstConfig(awsVersion: string, removal = "remove"): string {
  return `
    export default $config({
      app(input: { stage: string }) {
        return {
          name: "sample",
          removal: input.stage === "prod" ? "retain" : "${removal}",
          providers: { aws: { version: "${awsVersion}", region: "us-east-1" } },
        };
      },
    });
  `;
}

function startSetup(
  root: string,
  environment: NodeJS.ProcessEnv,
  args: readonly string[],
): SetupRun {
  const child = spawn(process.execPath, [join(root, "scripts", "setup.mjs"), ...args], {
    cwd: root,
    env: environment,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  const watchers = new Set<() => void>();
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    for (const look of watchers) look();
  });
  const ended = new Promise<SetupEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) =>
      resolve({ exitCode, lines: text.split("\n").filter(Boolean) }),
    );
  });
  const said = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (!match) return;
        watchers.delete(look);
        resolve(match);
      };
      watchers.add(look);
      look();
      child.once("close", () =>
        reject(new Error(`setup ended without saying ${pattern}: ${text}`)),
      );
    });
  if (child.pid === undefined) throw new Error("setup could not be started");
  return { pid: child.pid, said, ended };
}
