import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkAccount } from "../../../testing/doctor/check-account.ts";
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
test("the account has the zones: ok", async () => {
  const plan = programIn("us-west-1a", "us-west-1c");
  expect((await checkAccount(availabilityZones, plan, { zones })).outcome.state).toBe("ok");
});

test.each(["us-west-1b", "us-west-1d"])(
  "a zone that does not exist or is unavailable: %s",
  async (absent) => {
    const plan = programIn("us-west-1a", absent);
    expect((await checkAccount(availabilityZones, plan, { zones })).outcome).toMatchObject({
      state: "missing",
      what: expect.stringContaining(`the account has no ${absent}`),
      fix: "# use existing zones in the program: us-west-1a, us-west-1c",
    });
  },
);
