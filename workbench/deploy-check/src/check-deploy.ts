import type { Plan } from "@stagecraft/plan/plan";
import { secretMark } from "@stagecraft/plan/program/aws-outputs";
import { sstSecretsOf } from "@stagecraft/plan/resources/sst/sst-secrets";
import { synthesize } from "@stagecraft/plan/synthesize";
import { type CliRun, openAccount, setSecrets } from "./account.ts";
import { compareCode } from "./compare/compare-code.ts";
import { compareDeploys } from "./compare/compare-deploys.ts";
import { compareResources } from "./compare/compare-resources.ts";
import type { Finding } from "./compare/finding.ts";
import { renamesOf } from "./compare/renames.ts";
import { copyTree, type Tree } from "./copy-tree.ts";
import { runIn } from "./run-in.ts";
import { watchTree } from "./watch-tree.ts";

/** The result of a deploy check. */
export type DeployReport = {
  readonly stage: string;
  readonly resources: number;
  readonly functions: number;
  readonly findings: readonly Finding[];
};

export type DeployCheck = {
  /** The folder of sst.config.ts. */
  readonly root: string;
  readonly stage: string;
  /** Whether to check only the deploy itself, and not what comes after it. */
  readonly brief: boolean;
  /** Commands that must succeed in the copy of the repository after the deploy. */
  readonly commands: readonly string[];
  /** Environment variables for the program. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called with each line of progress. */
  readonly log: (line: string) => void;
};

/**
 * Lets the SST CLI deploy a stage into a simulated account, and compares what it does with the Plan.
 * @throws PlanError when the program has no Plan; the signal's reason
 */
export async function checkDeploy(check: DeployCheck): Promise<DeployReport> {
  const { root, stage, variables, signal, log } = check;
  log(`reading the SST program of the stage ${stage}`);
  const plan = await synthesize({ root, stage, signal });
  const tree = await copyTree(root);
  const account = await openAccount({
    root: tree.directory,
    accountId: plan.accountId,
    variables,
    signal,
  });
  const sst = (command: string, ...args: readonly string[]) => {
    log(`sst ${command} --stage ${stage}`);
    return account.sst(command, ...args, "--stage", stage);
  };
  try {
    await setSecrets(account, stage, tree.directory, marksOf(plan));
    const changes = check.brief ? undefined : await watchTree(tree.directory);
    const deploy = await sst("deploy");
    const registrations = deploy.engine?.registrations ?? [];
    const supplied = Object.values(variables);
    const context = { root, tree: tree.directory, renames: renamesOf(plan, registrations) };
    // After a failed deploy missing resources are expected.
    const checked =
      deploy.exitCode === 0
        ? [
            ...compareResources(plan, registrations, { ...context, supplied }),
            ...(await compareCode(plan, registrations, context)),
            ...(changes ? await checkAfter(check, deploy, { sst, tree, changes }) : []),
          ]
        : failureOf("sst deploy", deploy);
    const blockedHosts = account.aws.blockedHosts.map((host) => ({
      rule: "offline",
      subject: "sst",
      message: `tried to reach ${host}`,
    }));
    const findings = [...checked, ...blockedHosts];
    return {
      stage,
      findings,
      resources: registrations.length,
      functions: Object.keys(plan.bundles).length,
    };
  } finally {
    await account.close();
    await tree.remove();
  }
}

type After = {
  sst(command: string): Promise<CliRun>;
  readonly tree: Tree;
  /** The files that changed since the deploy began, one line each. */
  readonly changes: () => Promise<readonly string[]>;
};

/** Checks the files that a deploy left, and the commands after it. */
async function checkAfter(
  { commands, signal, log }: DeployCheck,
  first: CliRun,
  { sst, tree, changes }: After,
): Promise<readonly Finding[]> {
  const findings: Finding[] = (await changes()).map((line) => ({
    rule: "tree",
    subject: "git status",
    message: `after the deploy it says "${line}"`,
  }));
  for (const command of commands) {
    log(command);
    const { exitCode, output } = await runIn(tree.directory, command, signal);
    if (exitCode !== 0) findings.push(failed("tree", command, exitCode, output));
  }
  const again = await sst("deploy");
  const diff = await sst("diff");
  return [
    ...findings,
    ...failureOf("the second sst deploy", again),
    ...compareDeploys(first.engine?.registrations ?? [], again.engine?.registrations ?? []),
    ...failureOf("sst diff", diff),
  ];
}

/** Every secret is deployed with its mark in the Plan as the value. */
function marksOf(plan: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(sstSecretsOf(plan).map(({ name }) => [name, secretMark(name)]));
}

function failureOf(subject: string, { exitCode, output }: CliRun): readonly Finding[] {
  return exitCode === 0 ? [] : [failed("cli", subject, exitCode, output)];
}

const shownLines = 12;

function failed(rule: string, subject: string, exitCode: number, output: string): Finding {
  const lines = output.trim().split("\n").slice(-shownLines);
  return { rule, subject, message: `exits with ${exitCode}:\n  ${lines.join("\n  ")}` };
}
