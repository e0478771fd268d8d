import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "@stagecraft/cli/usage-error";

/** The outputs of the program that are used here. */
export type DeployOutputs = {
  readonly url?: string;
  readonly testProduct?: string;
  /** The catalogue file with the test product: `s3://bucket/key`. */
  readonly testProductFile?: string;
};

/** The SST CLI writes the outputs of the last deploy, of any stage, to this file. */
const file = ".sst/outputs.json";

/**
 * Reads the outputs of the stage's last deploy from this folder.
 * @throws UsageError when there was none, or the last deploy was of another stage; the message suggests the option `instead`
 */
export function lastDeploy(root: string, stage: string, instead: string): DeployOutputs {
  const outputs = readOutputs(root);
  const next = `Set ${instead}, or deploy: npx sst deploy --stage ${stage}`;
  if (!outputs || Object.keys(outputs).length === 0) {
    const what = outputs ? `${file} has no outputs` : `there is no ${file}`;
    throw new UsageError(`There is no deploy from this folder: ${what}. ${next}`);
  }
  if (outputs.stage !== stage) {
    const what =
      typeof outputs.stage === "string" ? `of the stage ${outputs.stage}` : "without a stage";
    throw new UsageError(`${file} has outputs ${what}, not of ${stage}. ${next}`);
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
