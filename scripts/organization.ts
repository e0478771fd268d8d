import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { UsageError } from "../workbench/cli/src/usage-error.ts";
import { accountTemplate, organizationTemplate } from "./organization/templates.ts";

const help = `npm run organization -- --organization ID --target ID [--out FOLDER]

  Writes two CloudFormation templates from infra/org: the service and resource control policies, for the organisation's management
  account, and the permissions boundary, for each account. docs/deploy.md says how to apply them, and in which order.
  --organization ID   the organisation: o-a1b2c3d4e5
  --target ID         the unit or account that the policies limit, or several: --target ou-abcd-12345678,123456789012
  --out FOLDER        (default: .stagecraft/organization)`;

await runCommand({
  name: "organization",
  help,
  options: {
    organization: { type: "string" },
    target: { type: "string" },
    out: { type: "string", default: ".stagecraft/organization" },
  },
  async run({ values: { organization = "", target = "", out } }) {
    if (!/^o-[a-z0-9]{10,32}$/.test(organization)) {
      throw new UsageError("name the organisation: --organization o-a1b2c3d4e5");
    }
    const targets = target.split(",");
    const wrong = targets.find((id) => !/^(r-[a-z0-9]+|ou-[a-z0-9]+-[a-z0-9]+|\d{12})$/.test(id));
    if (wrong !== undefined) {
      throw new UsageError(`name a unit or an account: --target ou-abcd-12345678, not "${wrong}"`);
    }
    await mkdir(out, { recursive: true });
    const files = [
      ["organization.json", organizationTemplate(organization, targets)],
      ["account.json", accountTemplate()],
    ] as const;
    for (const [name, template] of files) {
      await writeFile(join(out, name), `${JSON.stringify(template, null, 2)}\n`);
    }
    console.log(
      [
        `${out}/organization.json: in the management account`,
        `  aws cloudformation deploy --stack-name organization-policies --template-file ${out}/organization.json`,
        `${out}/account.json: in each account that ${targets.join(", ")} contains, before it`,
        `  aws cloudformation deploy --stack-name workload-boundary --template-file ${out}/account.json --capabilities CAPABILITY_NAMED_IAM`,
      ].join("\n"),
    );
    return 0;
  },
});
