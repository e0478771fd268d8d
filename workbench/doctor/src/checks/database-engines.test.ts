import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { askAccount } from "../../testing/ask-account.ts";
import { databaseEngines } from "./database-engines.ts";

const programWith = (engineVersion: string, engine = "aurora-postgresql") =>
  planOf(["aws:rds/cluster:Cluster", "Ledger", { engine, engineVersion }]);

// The last is on the second page: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
test.each(["16.9", "17.7", "17"])("version %s is offered: ok", async (version) => {
  expect((await askAccount(databaseEngines, programWith(version))).outcome.state).toBe("ok");
});

test.each([
  [programWith("17.4"), "# name one of these in the program: 17.5, 17.7"],
  [programWith("1"), "# name one of these in the program: 16.9, 17.5, 17.7"],
  [
    programWith("8.0", "aurora-mysql"),
    expect.stringMatching(/^aws rds describe-db-engine-versions /),
  ],
])("a version that is not offered is missing, with those that are", async (plan, fix) => {
  expect((await askAccount(databaseEngines, plan)).outcome).toMatchObject({
    state: "missing",
    fix,
  });
});

test("a program without a database needs none, and nothing is asked", async () => {
  const { outcome, asked } = await askAccount(databaseEngines, planOf());
  expect(outcome.state).toBe("ok");
  expect(asked).toEqual([]);
});
