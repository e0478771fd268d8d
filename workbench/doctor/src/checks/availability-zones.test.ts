import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { askAccount } from "../../testing/ask-account.ts";
import { availabilityZones } from "./availability-zones.ts";

const programIn = (...zones: readonly string[]) =>
  planOf(
    ...zones.map(
      (availabilityZone, index) =>
        ["aws:ec2/subnet:Subnet", `Subnet${index}`, { availabilityZone }] as const,
    ),
  );
const zones = { "us-west-1a": "available", "us-west-1b": "unavailable", "us-west-1c": "available" };

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AvailabilityZone.html
test("zones that the account has: ok", async () => {
  const plan = programIn("us-west-1a", "us-west-1c");
  expect((await askAccount(availabilityZones, plan, { zones })).outcome.state).toBe("ok");
});

test.each(["us-west-1b", "us-west-1d"])("no such zone, or none that works: %s", async (absent) => {
  const plan = programIn("us-west-1a", absent);
  expect((await askAccount(availabilityZones, plan, { zones })).outcome).toMatchObject({
    state: "missing",
    what: expect.stringContaining(`the account has no ${absent}`),
    fix: "# name zones in the program that there are: us-west-1a, us-west-1c",
  });
});
