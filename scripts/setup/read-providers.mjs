import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Run by the installed Node, which strips types. The Node that runs setup may be too old for that. */
const program = `
  import { writeSync } from "node:fs";
  import { pathToFileURL } from "node:url";
  globalThis.$config = (config) => config;
  try {
    const { default: config } = await import(pathToFileURL(process.argv[1]).href);
    const { providers = {} } = await config.app({ stage: "local" });
    writeSync(1, "\\n" + JSON.stringify(providers));
    process.exit(0);
  } catch (error) {
    const place = /sst\\.config\\.ts:\\d+/.exec(error?.stack ?? "")?.[0];
    const message = String(error?.message ?? error).split("\\n")[0];
    writeSync(2, "\\n" + (place ? message + " at " + place : message));
    process.exit(1);
  }
`;

/** The providers of sst.config.ts: name, package and version. */
export function readProviders(root) {
  const { status, stdout, stderr, error } = spawnSync(
    join(root, "node_modules", ".bin", "node"),
    ["--input-type=module", "--no-warnings", "--eval", program, "--", join(root, "sst.config.ts")],
    { cwd: root, encoding: "utf8", timeout: 30_000, stdio: ["ignore", "pipe", "pipe"] },
  );
  if (error) return { ok: false, reason: error.message };
  if (status !== 0) return { ok: false, reason: lastLine(stderr) };
  return { ok: true, providers: installedPart(JSON.parse(lastLine(stdout))) };
}

function installedPart(providers) {
  return Object.entries(providers)
    .map(([name, settings]) => {
      if (typeof settings !== "object" || settings === null) return [name, settings];
      return [name, settings.version ?? null, settings.package ?? null];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function lastLine(text) {
  return text.trimEnd().split("\n").at(-1);
}
