import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StageStartError } from "../stage-start-error.ts";
import type { PostgresPlace } from "./postgres-place.ts";

/** Postgres's own programs get nothing of the stage's environment: UTC and English whatever the machine has. */
export const postgresEnvironment = { LC_ALL: "C", TZ: "UTC" };

/**
 * Makes the data directory once. It is made under another name and then renamed, so one that was cut short
 * is never used. Text sorts as in en_US, Aurora's default, on every machine: by the ICU that comes along.
 * @throws StageStartError with the first line of what initdb said.
 */
export async function initializeCluster(
  place: PostgresPlace,
  superuser: string,
  password: string,
): Promise<void> {
  const { account, dataDirectory, programs } = place;
  if (existsSync(dataDirectory)) return;
  const partial = `${dataDirectory}.partial`;
  const passwordFile = `${dataDirectory}.password`;
  rmSync(partial, { recursive: true, force: true });
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

/** Whoever can open the socket's folder is the stage itself; over TCP comes the person at the keyboard. */
function whoMayConnect(superuser: string): string {
  return `local all all trust\nhost all "${superuser}" 127.0.0.1/32 scram-sha-256\n`;
}
