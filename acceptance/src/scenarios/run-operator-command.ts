import { execFile } from "node:child_process";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { root, type Scenario } from "./open-scenario.ts";

/** A command of operations/, by its folder. */
type OperatorCommand =
  | "alarms"
  | "customer"
  | "dead-letters"
  | "executions"
  | "orders"
  | "stop-intake";

type CommandResult = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs a command of operations/ on the scenario's local stage, in a separate process. */
export function runOperatorCommand(
  { stateDirectory }: Scenario,
  command: OperatorCommand,
  ...args: readonly string[]
): Promise<CommandResult> {
  return run(command, [...args, "--state", stateDirectory], {});
}

/**
 * Runs a command of operations/ as for a stage on AWS: the scenario's stage is in the place of AWS, and the AWS SDK takes endpoint and
 * credentials from the environment.
 */
export function runOnAws(
  scenario: Scenario,
  command: OperatorCommand,
  ...args: readonly string[]
): Promise<CommandResult> {
  return run(command, args, awsEnvironment(scenario));
}

/** The environment variables that put the scenario's stage in the place of AWS. */
export function awsEnvironment(scenario: Scenario): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = scenario.stage().operator.credentials;
  return {
    AWS_ENDPOINT_URL: scenario.stage().url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function run(
  command: OperatorCommand,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const program = join(root, `operations/src/${command}/main.ts`);
  return new Promise((resolve) => {
    // A command spends half of its time on compiling what another one has compiled.
    const { NODE_COMPILE_CACHE } = env;
    const options = { env: { NODE_COMPILE_CACHE, ...variables }, maxBuffer: 2 ** 26 };
    execFile(execPath, [program, ...args], options, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
