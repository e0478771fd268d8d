import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "@stagecraft/cli/usage-error";

/** What the program gave to whoever deployed it, as far as it is used here. */
export type DeployOutputs = {
  readonly url?: string;
  readonly testProduct?: string;
  /** Where the test product comes from: `s3://bucket/key`. */
  readonly testProductFile?: string;
};

/** Where the SST CLI keeps the outputs of the last deploy, of whatever stage that was. */
const file = ".sst/outputs.json";

/**
 * The outputs of the stage's last deploy from here.
 * @throws UsageError when the last deploy was of another stage, or there was none; `instead` is what to give then
 */
export function lastDeploy(root: string, stage: string, instead: string): DeployOutputs {
  const outputs = readOutputs(root);
  const next = `Give ${instead}, or deploy: npx sst deploy --stage ${stage}`;
  if (!outputs || Object.keys(outputs).length === 0) {
    const what = outputs ? `${file} has no outputs` : `there is no ${file}`;
    throw new UsageError(`Nothing was deployed from here: ${what}. ${next}`);
  }
  if (outputs.stage !== stage) {
    const what =
      typeof outputs.stage === "string" ? `of the stage ${outputs.stage}` : "of no stage by name";
    throw new UsageError(`${file} holds the outputs ${what}, not of ${stage}. ${next}`);
  }
  return {
    ...textOf(outputs, "url"),
    ...textOf(outputs, "testProduct"),
    ...textOf(outputs, "testProductFile"),
  };
}

function readOutputs(root: string): { readonly [name: string]: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

function textOf(outputs: { readonly [name: string]: unknown }, name: string) {
  const value = outputs[name];
  return typeof value === "string" ? { [name]: value } : {};
}
