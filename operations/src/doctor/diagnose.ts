import { env } from "node:process";
import { synthesize } from "@stagecraft/plan/synthesize";
import { AwsCallError } from "./aws/aws-call-error.ts";
import { identify } from "./aws/identify.ts";
import { type Check, unknown } from "./check.ts";
import { checks, type NamedCheck } from "./checks.ts";
import { deployEnvironment } from "./deploy-environment.ts";

/** The stage that runs on this machine and is never deployed. */
export const localStage = "local";

/** The names of the checks that are not run for `localStage`. */
export const onlyOfDeploys: readonly string[] = [...checks.deployment, ...checks.account].map(
  ({ name }) => name,
);

/**
 * Runs every check of a stage, and yields each result as soon as it and those before it are known. Its calls of AWS only read.
 *
 * @throws PlanError when the program cannot be read, or a deploy would refuse it; the signal's reason.
 */
export async function* diagnose(options: {
  readonly root: string;
  readonly stage: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}): AsyncGenerator<Check> {
  const { root, stage, signal, log } = options;
  const machine = await make(checks.machine, { root });
  yield* machine;
  if (machine.some(({ state }) => state === "missing")) {
    yield { name: "program", ...unknown("it cannot be read until the above is fixed") };
    return;
  }
  log(`reading the SST program of the stage ${stage}`);
  const plan = await synthesize({ root, stage, signal });
  const environment = await deployEnvironment(root, stage, env);
  const deployment = { root, plan, environment };
  yield* await make(checks.program, deployment);
  if (stage === localStage) return;
  yield* await make(checks.deployment, deployment);
  // The SDK looks there for a profile.
  Object.assign(env, environment);
  log("looking for AWS credentials");
  const identified = await identify(plan.region, environment);
  const names = checks.account.map(({ name }) => name).join(", ");
  if (!identified.ok) {
    const what = `AWS was not called (${names}): ${identified.reason}`;
    yield { name: "account", ...unknown(what, identified.fix) };
    return;
  }
  log(`calling AWS in ${plan.region}: ${names}`);
  const { caller, client } = identified;
  for (const made of checks.account.map((one) => makeOne(one, { ...deployment, caller, client }))) {
    yield await made;
  }
}

async function make<Context>(
  named: readonly NamedCheck<Context>[],
  context: Context,
): Promise<readonly Check[]> {
  return await Promise.all(named.map((one) => makeOne(one, context)));
}

async function makeOne<Context>(
  { name, check }: NamedCheck<Context>,
  context: Context,
): Promise<Check> {
  try {
    return { name, ...(await check(context)) };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return { name, ...unknown(error.message, error.fix) };
  }
}
