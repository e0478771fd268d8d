import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkAccount } from "../../../testing/doctor/check-account.ts";
import { databaseEngines } from "./database-engines.ts";

const programWith = (engineVersion: string, engine = "aurora-postgresql") =>
  planOf(["aws:rds/cluster:Cluster", "Ledger", { engine, engineVersion }]);

// The last is on the second page: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
test.each(["16.9", "17.7", "17"])("version %s is offered: ok", async (version) => {
  expect((await checkAccount(databaseEngines, programWith(version))).outcome.state).toBe("ok");
});

test.each([
  [programWith("17.4"), "# use one of these in the program: 17.5, 17.7"],
  [programWith("1"), "# use one of these in the program: 16.9, 17.5, 17.7"],
  [
    programWith("8.0", "aurora-mysql"),
    expect.stringMatching(/^aws rds describe-db-engine-versions /),
  ],
])("a version that is not offered is missing, with the offered ones", async (plan, fix) => {
  expect((await checkAccount(databaseEngines, plan)).outcome).toMatchObject({
    state: "missing",
    fix,
  });
});

test("a program without a database: ok, and AWS is not called", async () => {
  const { outcome, calls } = await checkAccount(databaseEngines, planOf());
  expect(outcome.state).toBe("ok");
  expect(calls).toEqual([]);
});
