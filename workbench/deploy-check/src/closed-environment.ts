import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";

/** The variables of the user's environment that are passed to the CLI: paths of programs and compiled code, and the language. */
const allowed = ["PATH", "LANG", "LC_ALL", "TERM", "NODE_COMPILE_CACHE"] as const;

/**
 * An environment in which the CLI cannot find the user's account: its own home folder, empty AWS files, example credentials, all
 * services at the given address, and a proxy there that blocks everything else.
 *
 * @param home an empty folder
 * @param root the folder of sst.config.ts, whose packages hold the runtimes that the CLI would download
 * @returns the environment variables
 */
export function closedEnvironment(
  person: Readonly<Record<string, string | undefined>>,
  { home, root, awsUrl }: { readonly home: string; readonly root: string; readonly awsUrl: string },
): Readonly<Record<string, string>> {
  const config = join(home, "config");
  installEngine(join(config, "sst", "bin", "pulumi"));
  const empty = join(home, "empty");
  writeFileSync(empty, "");
  const temporary = join(home, "tmp");
  mkdirSync(temporary, { recursive: true });
  const passedOn = allowed.flatMap((name) => {
    const value = person[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passedOn),
    // The CLI starts programs by their name: it has to find this Node.
    PATH: `${dirname(execPath)}:${person.PATH ?? ""}`,
    HOME: home,
    // The CLI writes a log of each run into the temporary folder.
    TMPDIR: temporary,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_DATA_HOME: join(home, "data"),
    AWS_CONFIG_FILE: empty,
    AWS_SHARED_CREDENTIALS_FILE: empty,
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "not-a-secret",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: awsUrl,
    HTTP_PROXY: awsUrl,
    HTTPS_PROXY: awsUrl,
    NO_PROXY: "127.0.0.1",
    NODE_USE_ENV_PROXY: "1",
    SST_BUN_PATH: join(root, "node_modules", "bun", "bin", "bun.exe"),
    SST_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    NO_COLOR: "1",
  };
}

/** Installs the simulated engine where the CLI looks for Pulumi, so that it does not download it. */
function installEngine(path: string) {
  const engine = fileURLToPath(new URL("./engine/main.ts", import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexec "${execPath}" "${engine}" "$@"\n`);
  chmodSync(path, 0o755);
}
