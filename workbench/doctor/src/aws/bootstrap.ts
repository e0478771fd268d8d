import type { Account } from "../context.ts";
import { readParameter } from "./read-parameter.ts";
import { UnansweredError } from "./unanswered-error.ts";

/** What SST has made for itself in the account and region, by its first deploy. */
export type Bootstrap = {
  /** The bucket with the state and the secrets of every stage. */
  readonly state: string;
};

const parameter = "/sst/bootstrap";

/**
 * Where SST keeps its state: https://github.com/sst/sst/blob/v4.17.1/pkg/project/provider/aws.go
 * @returns nothing when no stage was ever deployed there, nor a secret set
 * @throws UnansweredError
 */
export async function readBootstrap(account: Account): Promise<Bootstrap | undefined> {
  const text = await readParameter(parameter, account);
  if (text === undefined) return undefined;
  try {
    const { state } = JSON.parse(text) as Partial<Bootstrap>;
    if (state) return { state };
  } catch {}
  throw new UnansweredError(`the parameter ${parameter} is not as SST writes it`);
}
