import type { Plan } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import { resourcesOf } from "@stagecraft/plan/resources";
import { alreadyReserved } from "../aws/already-reserved.ts";
import { ask } from "../aws/ask.ts";
import { quotaIncrease } from "../aws/quota-increase.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** Lambda refuses a reservation that leaves fewer. */
const { value: alwaysUnreserved } = quotas.lambda.unreservedExecutions;

/**
 * The account has the concurrent executions that the functions reserve, and as many as the program counts on
 * (`accountConcurrency` among its outputs): https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export async function concurrency(account: Account): Promise<Outcome> {
  const { plan, client: settings } = account;
  const { LambdaClient, GetAccountSettingsCommand } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient(settings);
  const { AccountLimit } = await ask(
    "lambda:GetAccountSettings",
    client.send(new GetAccountSettingsCommand({})),
  );
  const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: unreserved = 0 } =
    AccountLimit ?? {};
  const wanted = reservationsOf(plan);
  const reserves = [...wanted.values()].reduce((sum, reserved) => sum + reserved, 0);
  const fits = (executions: number) => reserves === 0 || executions >= reserves + alwaysUnreserved;
  // What the stage has reserved itself, at an earlier deploy, is its own.
  const free = fits(unreserved)
    ? unreserved
    : unreserved + (await alreadyReserved([...wanted.keys()], settings));
  const { accountConcurrency } = plan.outputs;
  const stated = typeof accountConcurrency === "number" ? accountConcurrency : 0;
  if (fits(free) && limit >= stated) {
    return ok(
      `${limit} concurrent executions${stated > 0 ? `, of which the program counts on ${stated}` : ""}; it reserves ${reserves || "none"}`,
    );
  }
  const lacks = fits(free) ? 0 : reserves + alwaysUnreserved - free;
  return missing(
    [
      ...(fits(free)
        ? []
        : [
            `the functions reserve ${reserves} concurrent executions, ${alwaysUnreserved} more have to stay unreserved, and the account has ${free} that nobody else has reserved`,
          ]),
      ...(limit >= stated
        ? []
        : [`the account has ${limit} concurrent executions, and the program counts on ${stated}`]),
    ].join("; "),
    quotaIncrease({
      service: "lambda",
      quota: "L-B99A9384",
      region: plan.region,
      value: Math.max(stated, limit + lacks),
    }),
  );
}

/** What each function reserves, by the name that the Plan has for it. */
function reservationsOf(plan: Plan): ReadonlyMap<string, number> {
  return new Map(
    resourcesOf(plan, "aws:lambda/function:Function").flatMap(({ name, inputs, outputs }) => {
      const reserved = inputs.reservedConcurrentExecutions;
      if (typeof reserved !== "number" || reserved <= 0) return [];
      return [[String(outputs.name ?? inputs.name ?? name), reserved] as const];
    }),
  );
}
