import { quotas } from "@stagecraft/plan/quotas";
import { resourcesOf } from "@stagecraft/plan/resources";
import { AwsCallError } from "../aws/aws-call-error.ts";
import { callAwsIfExists, callAwsPages } from "../aws/call-aws.ts";
import { quotaIncrease } from "../aws/quota-increase.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account, ClientSettings } from "../context.ts";

/** VPCs per region: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const quota = { service: "vpc", quota: "L-F678F1CE" } as const;
const { value: byDefault } = quotas.vpc.vpcsPerRegion;

/** The region's quota allows the program's VPCs, unless they exist already. */
export async function vpcs({ plan, caller, client: settings }: Account): Promise<Outcome> {
  const wanted = resourcesOf(plan, "aws:ec2/vpc:Vpc").length;
  if (wanted === 0) return ok("the program makes none");
  const { EC2Client, paginateDescribeVpcs } = await import("@aws-sdk/client-ec2");
  const pages = await callAwsPages(
    "ec2:DescribeVpcs",
    paginateDescribeVpcs({ client: new EC2Client(settings) }, {}),
  );
  // A shared VPC counts in the account that owns it.
  const existing = pages
    .flatMap(({ Vpcs = [] }) => Vpcs)
    .filter(({ OwnerId }) => OwnerId === caller.accountId);
  // SST tags all its resources: https://github.com/sst/sst/blob/v4.17.1/pkg/project/provider/aws.go
  const own = existing.filter(({ Tags = [] }) => {
    const tagged = (key: string, value: string) =>
      Tags.some((tag) => tag.Key === key && tag.Value === value);
    return tagged("sst:app", plan.app) && tagged("sst:stage", plan.stage);
  });
  const more = Math.max(0, wanted - own.length);
  if (more === 0)
    return ok(`the stage has its own already (${own.map(({ VpcId }) => VpcId).join(", ")})`);
  const { limit, source } = await limitOf(settings);
  const counted = `${existing.length} of ${limit} in ${plan.region} (${source})`;
  if (existing.length + more <= limit) return ok(`${counted}, and the stage needs ${more} more`);
  return missing(
    `${counted}, and the stage needs ${more} more`,
    quotaIncrease({ ...quota, value: existing.length + more, region: plan.region }),
  );
}

/** The account's own quota, or AWS's default when it may not be read. */
async function limitOf(
  settings: ClientSettings,
): Promise<{ readonly limit: number; readonly source: string }> {
  const { ServiceQuotasClient, GetServiceQuotaCommand } = await import(
    "@aws-sdk/client-service-quotas"
  );
  const client = new ServiceQuotasClient(settings);
  const command = new GetServiceQuotaCommand({
    ServiceCode: quota.service,
    QuotaCode: quota.quota,
  });
  try {
    const answer = await callAwsIfExists("servicequotas:GetServiceQuota", client.send(command), [
      "NoSuchResourceException",
    ]);
    const limit = answer?.Quota?.Value;
    if (limit !== undefined) return { limit, source: "the account's own quota" };
    return { limit: byDefault, source: "AWS's default quota" };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    return { limit: byDefault, source: `AWS's default quota; for its own ${error.message}` };
  }
}
