import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { type Aws, answerAws } from "./aws/aws-server.ts";
import { closedEnvironment } from "./closed-environment.ts";
import { engineVariables } from "./engine/engine-settings.ts";
import type { EngineRun } from "./engine/registration.ts";
import type { ProgramEnd } from "./program-end.ts";
import { runSst } from "./sst-cli.ts";

/** The result of a run of the CLI. */
export type CliRun = ProgramEnd & {
  /** What the engine did. Undefined when the CLI did not start it. */
  readonly engine?: EngineRun;
};

/** A simulated account for the SST CLI. */
export type Account = {
  readonly aws: Aws;
  /** The environment with which the CLI, and any other AWS client, uses only this account. */
  readonly variables: Readonly<Record<string, string>>;
  /** Runs the CLI in that account: `sst("deploy", "--stage", "dev")`. */
  sst(...args: readonly string[]): Promise<CliRun>;
  close(): Promise<void>;
};

/** Opens an empty account. `root` is a copy of the repository that the CLI may write in. */
export async function openAccount(options: {
  readonly root: string;
  readonly accountId: string;
  readonly signal: AbortSignal;
  /** Variables for the program, in addition to those of the CLI. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The environment of the user, of which only a few variables are passed on. */
  readonly person?: Readonly<Record<string, string | undefined>>;
}): Promise<Account> {
  const { root, accountId, signal, variables = {}, person = env } = options;
  const home = await mkdtemp(join(tmpdir(), "stagecraft-account-"));
  const aws = await answerAws(accountId);
  const recordFile = join(home, "engine-run.json");
  const environment = {
    ...variables,
    ...closedEnvironment(person, { home, root, awsUrl: aws.url }),
    ...engineVariables({ root, accountId, recordFile }),
  };
  return {
    aws,
    variables: environment,
    async sst(...args) {
      await rm(recordFile, { force: true });
      const end = await runSst(args, { root, environment, signal });
      return {
        ...end,
        ...(existsSync(recordFile)
          ? { engine: JSON.parse(await readFile(recordFile, "utf8")) as EngineRun }
          : {}),
      };
    },
    async close() {
      await aws.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Sets the secrets of a stage from a file, with the CLI. */
export async function setSecrets(
  account: Account,
  stage: string,
  folder: string,
  secrets: Readonly<Record<string, string>>,
): Promise<CliRun> {
  const file = join(folder, ".secrets");
  await writeFile(
    file,
    Object.entries(secrets)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const run = await account.sst("secret", "load", file, "--stage", stage);
  await rm(file);
  return run;
}
