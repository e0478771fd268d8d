import { resourcesOf } from "@stagecraft/plan/resources";
import { callAws } from "../aws/call-aws.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/**
 * The account has the zones of the program's subnets. An account does not have every letter:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
 */
export async function availabilityZones({ plan, client: settings }: Account): Promise<Outcome> {
  const wanted = new Set(
    resourcesOf(plan, "aws:ec2/subnet:Subnet").flatMap(({ inputs: { availabilityZone } }) =>
      typeof availabilityZone === "string" ? [availabilityZone] : [],
    ),
  );
  if (wanted.size === 0) return ok("the program names none");
  const { EC2Client, DescribeAvailabilityZonesCommand } = await import("@aws-sdk/client-ec2");
  const { AvailabilityZones = [] } = await callAws(
    "ec2:DescribeAvailabilityZones",
    new EC2Client(settings).send(new DescribeAvailabilityZonesCommand({})),
  );
  const available = AvailabilityZones.flatMap(({ ZoneName, State }) =>
    ZoneName && State === "available" ? [ZoneName] : [],
  );
  const absent = [...wanted].filter((zone) => !available.includes(zone));
  if (absent.length === 0) return ok(`${[...wanted].join(", ")} are there`);
  return missing(
    `the account has no ${absent.join(", ")}, where the program has subnets`,
    `# use existing zones in the program: ${available.join(", ")}`,
  );
}
