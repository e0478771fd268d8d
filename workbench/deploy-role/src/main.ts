import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { runCommand } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { synthesize } from "@stagecraft/plan/synthesize";
import { checkRole } from "./check-role.ts";
import { deployPolicy } from "./deploy-policy.ts";
import { stageNames } from "./stage-names.ts";
import { roleName, roleTemplate } from "./template.ts";

const help = `npm run deploy:role -- --stage STAGE --repository OWNER/NAME [--out FILE]

  Derives from the Plan what a deploy of a stage calls, and writes a CloudFormation template with the role for it: who may be
  it (jobs of the repository in the stage's environment), what it may do (the stage's own names and tags), and the
  permissions boundary that each role it makes must have. The role is checked first: allowed for every resource of the Plan,
  refused for another stage's. Exit 1 when it is not so. What AWS is called with is derived from what it publishes, and not
  observed.
  --stage STAGE       dev, prod, or pr for the stages of all pull requests
  --repository R      on GitHub: OWNER/NAME
  --out FILE          where the template goes (default: .stagecraft/deploy-role/STAGE.json)`;

await runCommand({
  name: "deploy:role",
  help,
  options: {
    stage: { type: "string" },
    repository: { type: "string" },
    out: { type: "string" },
  },
  async run({ values: { stage, repository, out } }, { signal }) {
    if (stage === undefined) throw new UsageError("say which stage: --stage dev");
    if (/^personal-/.test(stage)) {
      throw new UsageError(
        `${stage} is a person's own, who deploys it with their own credentials: a role is for jobs of CI, --stage dev, prod or pr`,
      );
    }
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? "")) {
      throw new UsageError("say whose jobs may deploy: --repository OWNER/NAME");
    }
    const root = process.cwd();
    const plan = await synthesize({ root, stage: stage === "pr" ? "pr-0" : stage, signal });
    const names = stageNames(plan);
    const policy = await deployPolicy(names);
    const findings = await checkRole(names, policy);
    for (const { resource, message } of findings) console.error(`${resource}: ${message}`);
    if (findings.length > 0) return 1;
    const template = roleTemplate(names, { policy, repository: String(repository) });
    const file = out ?? `.stagecraft/deploy-role/${stage}.json`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(template, null, 2)}\n`);
    console.log(report({ file, role: roleName(names), policy, region: plan.region }));
    return 0;
  },
});

function report(made: {
  readonly file: string;
  readonly role: string;
  readonly region: string;
  readonly policy: Awaited<ReturnType<typeof deployPolicy>>;
}): string {
  const { file, role, region, policy } = made;
  const actions = new Set(policy.statements.flatMap(({ Action }) => Action)).size;
  return [
    `${file}: the role ${role} with ${actions} actions in ${policy.statements.length} statements, and its boundary`,
    `  aws cloudformation deploy --region ${region} --stack-name ${role} --template-file ${file} --capabilities CAPABILITY_NAMED_IAM`,
    `  aws cloudformation describe-stacks --region ${region} --stack-name ${role} --query Stacks[0].Outputs`,
    ...(policy.open.length > 0
      ? [
          `In one account these reach other stages where AWS does not tell IAM a resource's tags; give prod an account of its own: ${policy.open.join(", ")}`,
        ]
      : []),
    ...(policy.unknown.length > 0
      ? [
          `AWS publishes these among the permissions, and has no such actions; they are left out: ${policy.unknown.join(", ")}`,
        ]
      : []),
  ].join("\n");
}
