import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { callAwsPages } from "../aws/call-aws.ts";
import { missing, type Outcome, ok, together } from "../check.ts";
import type { Account, ClientSettings } from "../context.ts";

type Engine = { readonly engine: string; readonly version: string };

/**
 * RDS offers the program's engine versions in the region. The offered versions change:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
 */
export async function databaseEngines({ plan, client: settings }: Account): Promise<Outcome> {
  const wanted = enginesOf(plan);
  const names = [...new Set(wanted.map(({ engine }) => engine))];
  const offered = new Map(
    await Promise.all(
      names.map(async (engine) => [engine, await versionsOf(engine, settings)] as const),
    ),
  );
  return together(
    wanted.map((one) => outcomeOf(one, offered.get(one.engine) ?? [], plan)),
    "the program makes no database",
  );
}

/** The engines of clusters and of instances outside clusters. */
function enginesOf(plan: Plan): readonly Engine[] {
  const found = ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"]
    .flatMap((type) => resourcesOf(plan, type))
    .flatMap(({ inputs: { engine, engineVersion } }) =>
      typeof engine === "string" && typeof engineVersion === "string"
        ? [{ engine, version: engineVersion }]
        : [],
    );
  return [...new Map(found.map((one) => [`${one.engine} ${one.version}`, one])).values()];
}

async function versionsOf(Engine: string, settings: ClientSettings): Promise<readonly string[]> {
  const { RDSClient, paginateDescribeDBEngineVersions } = await import("@aws-sdk/client-rds");
  const pages = paginateDescribeDBEngineVersions({ client: new RDSClient(settings) }, { Engine });
  const answers = await callAwsPages("rds:DescribeDBEngineVersions", pages);
  return answers.flatMap(({ DBEngineVersions = [] }) =>
    DBEngineVersions.flatMap(({ EngineVersion }) => EngineVersion ?? []),
  );
}

/** With only a major version in the program, RDS chooses the minor version. */
function outcomeOf({ engine, version }: Engine, offered: readonly string[], plan: Plan): Outcome {
  const isMatch = (one: string) => one === version || one.startsWith(`${version}.`);
  if (offered.some(isMatch)) return ok(`${engine} ${version} is offered in ${plan.region}`);
  const [major = ""] = version.split(".");
  const near = offered.filter((one) => one.split(".")[0] === major);
  const instead = near.length > 0 ? near : offered;
  return missing(
    `${engine} ${version} is not offered in ${plan.region} (an existing cluster with it continues to run)`,
    instead.length > 0
      ? `# use one of these in the program: ${instead.join(", ")}`
      : `aws rds describe-db-engine-versions --region ${plan.region} --query 'DBEngineVersions[].[Engine,EngineVersion]' --output text`,
  );
}
