import type { Plan } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import { resourcesOf } from "@stagecraft/plan/resources";
import { alreadyReserved } from "../aws/already-reserved.ts";
import { callAws } from "../aws/call-aws.ts";
import { quotaIncrease } from "../aws/quota-increase.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** Lambda refuses a reservation that leaves less unreserved concurrency. */
const { value: alwaysUnreserved } = quotas.lambda.unreservedExecutions;

/**
 * The account has the concurrent executions that the functions reserve, and those that the program expects (`accountConcurrency` among
 * its outputs): https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export async function concurrency(account: Account): Promise<Outcome> {
  const { plan, client: settings } = account;
  const { LambdaClient, GetAccountSettingsCommand } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient(settings);
  const { AccountLimit } = await callAws(
    "lambda:GetAccountSettings",
    client.send(new GetAccountSettingsCommand({})),
  );
  const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: unreserved = 0 } =
    AccountLimit ?? {};
  const wanted = reservationsOf(plan);
  const reserves = [...wanted.values()].reduce((sum, reserved) => sum + reserved, 0);
  const fits = (executions: number) => reserves === 0 || executions >= reserves + alwaysUnreserved;
  // The stage's reservations of an earlier deploy are available to it.
  const available = fits(unreserved)
    ? unreserved
    : unreserved + (await alreadyReserved([...wanted.keys()], settings));
  const { accountConcurrency } = plan.outputs;
  const stated = typeof accountConcurrency === "number" ? accountConcurrency : 0;
  if (fits(available) && limit >= stated) {
    return ok(
      `${limit} concurrent executions${stated > 0 ? `, of which the program expects ${stated}` : ""}; it reserves ${reserves || "none"}`,
    );
  }
  const lacks = fits(available) ? 0 : reserves + alwaysUnreserved - available;
  return missing(
    [
      ...(fits(available)
        ? []
        : [
            `the functions reserve ${reserves} concurrent executions, ${alwaysUnreserved} more have to stay unreserved, and the account has ${available} that are not reserved`,
          ]),
      ...(limit >= stated
        ? []
        : [`the account has ${limit} concurrent executions, and the program expects ${stated}`]),
    ].join("; "),
    quotaIncrease({
      service: "lambda",
      quota: "L-B99A9384",
      region: plan.region,
      value: Math.max(stated, limit + lacks),
    }),
  );
}

/** The reserved concurrency of each function, by its name in the Plan. */
function reservationsOf(plan: Plan): ReadonlyMap<string, number> {
  return new Map(
    resourcesOf(plan, "aws:lambda/function:Function").flatMap(({ name, inputs, outputs }) => {
      const reserved = inputs.reservedConcurrentExecutions;
      if (typeof reserved !== "number" || reserved <= 0) return [];
      return [[String(outputs.name ?? inputs.name ?? name), reserved] as const];
    }),
  );
}
