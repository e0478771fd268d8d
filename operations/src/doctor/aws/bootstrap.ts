import type { Account } from "../context.ts";
import { AwsCallError } from "./aws-call-error.ts";
import { readParameter } from "./read-parameter.ts";

/** The resources that SST's first deploy created in the account and region. */
export type Bootstrap = {
  /** The bucket with the state and the secrets of every stage. */
  readonly state: string;
};

const parameter = "/sst/bootstrap";

/**
 * Reads where SST stores its state: https://github.com/sst/sst/blob/v4.17.1/pkg/project/provider/aws.go
 * @returns undefined when no stage was deployed there, and no secret was set
 * @throws AwsCallError
 */
export async function readBootstrap(account: Account): Promise<Bootstrap | undefined> {
  const text = await readParameter(parameter, account);
  if (text === undefined) return undefined;
  try {
    const { state } = JSON.parse(text) as Partial<Bootstrap>;
    if (state) return { state };
  } catch {}
  throw new AwsCallError(`the parameter ${parameter} does not have SST's format`);
}
