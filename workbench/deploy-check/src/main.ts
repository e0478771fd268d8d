import { runCommand } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { checkDeploy } from "./check-deploy.ts";
import { lendAccount } from "./lend-account.ts";

const help = `npm run deploy:check -- [--stage NAME] [--brief | --lend]

  Lets the SST CLI itself deploy the program, without AWS, and compares the registered resources and uploaded code with the Plan.
  Then checks that the deploy left no files, that a second deploy changes nothing, and sst diff. Exit 1 for a finding.

  --stage NAME             the stage (default: dev)
  --brief                  only the first deploy
  --lend                   makes no check; opens a lent account in which you can try the CLI, until Ctrl-C
  --variable NAME=VALUE    an environment variable for the program; may be given more than once
  --then COMMAND           a command that must succeed after the deploy; may be given more than once`;

await runCommand({
  name: "deploy:check",
  help,
  options: {
    stage: { type: "string" },
    brief: { type: "boolean", default: false },
    lend: { type: "boolean", default: false },
    variable: { type: "string", multiple: true, default: [] },
    // biome-ignore lint/suspicious/noThenProperty: it is an option, and not a promise
    then: { type: "string", multiple: true, default: [] },
  },
  endsInOrder: true,
  async run({ values: { stage: given, brief, lend, variable, then: commands } }, { log, signal }) {
    const variables = Object.fromEntries(variable.map(readVariable));
    if (lend) {
      if (given !== undefined)
        throw new UsageError("--lend allows no --stage: any stage may be deployed");
      await lendAccount({ root: process.cwd(), variables, signal, log });
      return 0;
    }
    const stage = given ?? "dev";
    const { findings, resources, functions } = await checkDeploy({
      root: process.cwd(),
      stage,
      brief,
      commands,
      variables,
      log,
      signal,
    });
    for (const { rule, subject, message } of findings) {
      console.log(`${rule}: ${stage}: ${subject}: ${message}`);
    }
    console.log(
      `${stage}: ${resources} resources registered, ${functions} functions uploaded, ${findings.length} findings`,
    );
    return findings.length > 0 ? 1 : 0;
  },
});

function readVariable(given: string): readonly [name: string, value: string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--variable takes NAME=VALUE, not "${given}"`);
  }
  if (/^(AWS|PULUMI|SST)_/.test(name)) {
    throw new UsageError(`--variable does not allow ${name}: the CLI could use a real account`);
  }
  return [name, value];
}
