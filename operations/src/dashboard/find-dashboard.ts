import { type CloudWatchClient, GetDashboardCommand } from "@aws-sdk/client-cloudwatch";
import type { Plan } from "@stagecraft/plan/plan";
import type { DashboardBody } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import {
  type DashboardDefinition,
  dashboardsOf,
} from "@stagecraft/plan/resources/cloudwatch/dashboards";
import { readDashboardBody } from "@stagecraft/plan/resources/cloudwatch/read-dashboard-body";
import { DashboardError } from "./dashboard-error.ts";

export type FoundDashboard = {
  readonly name: string;
  readonly body: DashboardBody;
};

/**
 * The dashboard of the stage with the name that the program gives it.
 * @param name its name in the program or in CloudWatch; undefined: the only one
 * @throws DashboardError when there is none, or its body cannot be read
 */
export async function findDashboard(
  name: string | undefined,
  { plan, cloudwatch }: { readonly plan: Plan; readonly cloudwatch: CloudWatchClient },
): Promise<FoundDashboard> {
  const declared = chosen(dashboardsOf(plan), name, plan);
  const result = readDashboardBody(await deployedBody(declared, plan, cloudwatch));
  if (!result.ok) {
    throw new DashboardError(
      `The dashboard ${declared.name} cannot be read:\n${result.problems.map((problem) => `  ${problem}`).join("\n")}\nCorrect its body in the program, or in CloudWatch where somebody has changed it.`,
    );
  }
  return { name: declared.name, body: result.body };
}

function chosen(
  dashboards: readonly DashboardDefinition[],
  name: string | undefined,
  { stage }: Plan,
): DashboardDefinition {
  const [first, ...others] = dashboards.filter((each) =>
    name === undefined ? true : [each.name, each.logicalName].includes(name),
  );
  const names = dashboards.map(({ logicalName }) => logicalName).join(", ");
  if (dashboards.length === 0) {
    throw new DashboardError(
      `The program has no CloudWatch dashboard on the stage ${stage}. Declare an aws.cloudwatch.Dashboard in infra/.`,
    );
  }
  if (!first) {
    throw new DashboardError(
      `The program has no dashboard "${name}" on the stage ${stage}: ${names}.`,
    );
  }
  if (others.length > 0) {
    throw new DashboardError(`The program has several dashboards. Say one of them: ${names}.`);
  }
  return first;
}

async function deployedBody(
  { name }: DashboardDefinition,
  { stage }: Plan,
  cloudwatch: CloudWatchClient,
): Promise<string> {
  try {
    const { DashboardBody = "" } = await cloudwatch.send(
      new GetDashboardCommand({ DashboardName: name }),
    );
    return DashboardBody;
  } catch (error) {
    if (!(error instanceof Error && /NotFound/.test(error.name))) throw error;
    throw new DashboardError(
      `The stage ${stage} has no dashboard ${name}. Deploy the stage, or start npm start again, then draw it again.`,
      { cause: error },
    );
  }
}
