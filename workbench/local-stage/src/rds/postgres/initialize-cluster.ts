import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StageStartError } from "../../stage/stage-start-error.ts";
import type { PostgresLocation } from "./postgres-location.ts";

/** The environment variables of Postgres's programs: UTC and English on every machine, nothing of the stage's. */
export const postgresEnvironment = { LC_ALL: "C", TZ: "UTC" };

/**
 * A password for a new data directory. Copies of one template have the template's password.
 * @param template see `initializeCluster`
 */
export function newSuperuserPassword(template: string | undefined): string {
  const file = template && join(template, "superuser-password");
  if (file && existsSync(file)) return readFileSync(file, "utf8");
  const password = randomBytes(24).toString("base64url");
  if (!file) return password;
  mkdirSync(template, { recursive: true, mode: 0o711 });
  writeWhole(file, password);
  return readFileSync(file, "utf8");
}

/**
 * Creates the data directory once. It is created under another name and then renamed, so that an incomplete one is never used.
 * Text sorts as in en_US, Aurora's default, on every machine: by the bundled ICU.
 * @param template a folder with a data directory to copy, which takes a tenth of the time; created there if it is missing
 * @throws StageStartError with the first line of initdb's error.
 */
export async function initializeCluster(
  place: PostgresLocation,
  superuser: string,
  password: string,
  template: string | undefined,
): Promise<void> {
  const { account, dataDirectory } = place;
  if (existsSync(dataDirectory)) return;
  rmSync(`${dataDirectory}.partial`, { recursive: true, force: true });
  const ready = template && join(template, `${superuser}-${account?.uid ?? "own"}`);
  if (ready && existsSync(ready)) {
    await copyWhole(ready, dataDirectory);
    return;
  }
  await makeDataDirectory(place, superuser, password);
  if (ready) await copyWhole(dataDirectory, ready);
}

async function makeDataDirectory(
  { account, dataDirectory, programs }: PostgresLocation,
  superuser: string,
  password: string,
) {
  const partial = `${dataDirectory}.partial`;
  const passwordFile = `${dataDirectory}.password`;
  mkdirSync(partial, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [partial, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  try {
    await promisify(execFile)(
      join(programs, "bin", "initdb"),
      [
        `--pgdata=${partial}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=icu",
        "--icu-locale=en-US",
        "--no-instructions",
      ],
      { ...account, env: postgresEnvironment },
    );
  } catch (cause) {
    const [said] = ((cause as { stderr?: string }).stderr ?? "").trim().split("\n");
    throw new StageStartError(
      `Postgres cannot make its data folder ${partial}: ${said || String(cause)}. Make room there, or keep the state in another folder with --state DIR.`,
      { cause },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(partial, "pg_hba.conf"), whoMayConnect(superuser));
  renameSync(partial, dataDirectory);
}

/** Under another name first, and then renamed, unless another process was first. */
async function copyWhole(from: string, to: string) {
  const partial = `${to}.${randomUUID()}`;
  await promisify(execFile)("cp", ["-pR", from, partial]);
  try {
    renameSync(partial, to);
  } catch {
    rmSync(partial, { recursive: true, force: true });
  }
}

function writeWhole(file: string, text: string) {
  const partial = `${file}.${randomUUID()}`;
  writeFileSync(partial, text, { mode: 0o600 });
  try {
    linkSync(partial, file);
  } catch {
    // Another process was first.
  }
  rmSync(partial);
}

/** Only the stage can open the socket's folder; a person connects over TCP. */
function whoMayConnect(superuser: string): string {
  return `local all all trust\nhost all "${superuser}" 127.0.0.1/32 scram-sha-256\n`;
}
