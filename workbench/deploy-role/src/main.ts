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

  Writes a CloudFormation template with the role that deploys a stage. Its permissions are derived from the Plan and from the
  actions that AWS publishes for each resource type; they are not observed. The template says who may assume the role (jobs of
  the repository in the stage's environment), what it may do (on the stage's own names and tags), and which permissions boundary
  the roles that it creates must have. The role is checked first: it must be allowed to deploy every resource of the Plan, and
  not the resources of another stage. Exit 1 when the check fails.
  --stage STAGE       dev, prod, or pr for the stages of all pull requests
  --repository R      on GitHub: OWNER/NAME
  --out FILE          the file to write (default: .stagecraft/deploy-role/STAGE.json)`;

await runCommand({
  name: "deploy:role",
  help,
  options: {
    stage: { type: "string" },
    repository: { type: "string" },
    out: { type: "string" },
  },
  async run({ values: { stage, repository, out } }, { signal }) {
    if (stage === undefined) throw new UsageError("name the stage: --stage dev");
    if (/^personal-/.test(stage)) {
      throw new UsageError(
        `${stage} belongs to a person, who deploys it with their own credentials. The role is for CI jobs: --stage dev, prod or pr`,
      );
    }
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? "")) {
      throw new UsageError("name the repository whose jobs may deploy: --repository OWNER/NAME");
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
    `${file}: the role ${role} with ${actions} actions in ${policy.statements.length} statements, and its permissions boundary`,
    `  aws cloudformation deploy --region ${region} --stack-name ${role} --template-file ${file} --capabilities CAPABILITY_NAMED_IAM`,
    `  aws cloudformation describe-stacks --region ${region} --stack-name ${role} --query Stacks[0].Outputs`,
    ...(policy.open.length > 0
      ? [
          `These actions can reach other stages of the same account, because AWS does not always give IAM the tags of a resource; use a separate account for prod: ${policy.open.join(", ")}`,
        ]
      : []),
    ...(policy.unknown.length > 0
      ? [
          `AWS publishes these among the permissions, but has no such actions; they are left out: ${policy.unknown.join(", ")}`,
        ]
      : []),
  ].join("\n");
}
