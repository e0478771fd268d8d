import { env } from "node:process";

const prefix = "STAGECRAFT_ENGINE_";

/** The settings of the simulated engine, passed through the CLI by environment variables. */
export type EngineSettings = {
  /** The folder of sst.config.ts. */
  readonly root: string;
  readonly accountId: string;
  /** The file to which it writes its `EngineRun`. */
  readonly recordFile: string;
};

export function engineVariables(settings: EngineSettings): Readonly<Record<string, string>> {
  return {
    [`${prefix}ROOT`]: settings.root,
    [`${prefix}ACCOUNT_ID`]: settings.accountId,
    [`${prefix}RECORD_FILE`]: settings.recordFile,
  };
}

export function readEngineSettings(): EngineSettings {
  const read = (name: string) => {
    // biome-ignore lint/style/noProcessEnv: the CLI passes on only environment variables
    const value = env[prefix + name];
    if (value === undefined) throw new Error(`${prefix}${name} is not set`);
    return value;
  };
  return { root: read("ROOT"), accountId: read("ACCOUNT_ID"), recordFile: read("RECORD_FILE") };
}
