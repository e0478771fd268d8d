import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables with which the SST CLI would deploy a stage: `.env` adds to the environment, and `.env.STAGE` overrides both.
 * https://github.com/sst/sst/blob/v4.17.1/cmd/sst/cli/cli.go
 */
export async function deployEnvironment(
  root: string,
  stage: string,
  person: Variables,
): Promise<Variables> {
  return {
    ...(await variablesIn(join(root, ".env"))),
    ...person,
    ...(await variablesIn(join(root, `.env.${stage}`))),
  };
}

async function variablesIn(file: string): Promise<Variables> {
  return parseEnv(await readFile(file, "utf8").catch(() => ""));
}
