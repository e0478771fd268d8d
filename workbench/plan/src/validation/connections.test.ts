import { expect, test } from "vitest";
import { functionNamed, planOf } from "../../testing/plan-of.ts";
import type { Plan } from "../plan.ts";
import { connectionErrors } from "./connections.ts";

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:api";

/** A database for 20 connections, of which 17 are for functions, and a function that reserves 10 environments. */
function program({ hasAlias }: { readonly hasAlias: boolean }): Plan {
  const plan = planOf(
    [
      "aws:rds/cluster:Cluster",
      "Ledger",
      {
        engine: "aurora-postgresql",
        engineVersion: "17.7",
        clusterIdentifier: "ledger",
        databaseName: "ledger",
        masterUsername: "owner",
        masterPassword: "{{secret:Password}}",
        vpcSecurityGroupIds: ["sg-database"],
        dbClusterParameterGroupName: "ledger",
      },
      { id: "ledger", clusterResourceId: "cluster-1", endpoint: "ledger.example.com", port: 5432 },
    ],
    [
      "aws:rds/clusterParameterGroup:ClusterParameterGroup",
      "Settings",
      { parameters: [{ name: "max_connections", value: "20" }] },
      { id: "ledger" },
    ],
    [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "FromFunctions",
      { securityGroupId: "sg-database", referencedSecurityGroupId: "sg-functions" },
    ],
    [
      "aws:lambda/function:Function",
      "Api",
      {
        name: "api",
        role: "arn:aws:iam::123456789012:role/api",
        runtime: "nodejs24.x",
        reservedConcurrentExecutions: 10,
        vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-functions"] },
      },
      { arn },
    ],
    ...(hasAlias
      ? ([
          [
            "aws:lambda/alias:Alias",
            "ApiLive",
            { name: "live", functionVersion: "1" },
            { arn: `${arn}:live` },
          ],
        ] as const)
      : []),
  );
  return { ...plan, bundles: { Api: functionNamed("api").bundle } };
}

test("reserved environments that fit into the database's connections are accepted", () => {
  expect(connectionErrors(program({ hasAlias: false }))).toEqual([]);
});

test("a function with an alias counts twice, for its two versions", () => {
  expect(connectionErrors(program({ hasAlias: true }))).toMatchObject([
    {
      resource: "Ledger",
      message: expect.stringMatching(/^Api could hold 20 connections, and it accepts 17:/),
    },
  ]);
});
