import { expect, test } from "vitest";
import type { Plan, Resource } from "../plan.ts";
import { planDifference } from "./plan-difference.ts";
import { printDifference } from "./print-difference.ts";

const queue = (name: string, inputs: Resource["inputs"], arn = `arn:${name}`): Resource => ({
  type: "aws:sqs/queue:Queue",
  name: `${name}Queue`,
  parent: name,
  dependsOn: [],
  inputs,
  outputs: { arn, id: arn },
});

function planOf(resources: readonly Resource[], sha256 = "one"): Plan {
  return {
    app: "shop",
    stage: "local",
    region: "eu-west-1",
    accountId: "123456789012",
    removal: "remove",
    protect: false,
    outputs: {},
    managedPolicies: [],
    programFiles: [],
    resources,
    bundles: {
      Worker: {
        source: "src/worker.handler",
        settings: {},
        handler: "bundle.handler",
        directory: "built",
        metafile: "built.json",
        sha256,
        copies: [],
        links: {},
      },
    },
  };
}

const before = planOf([
  queue("Letters", { delay: 0, policy: '{"Statement":[{"Effect":"Allow"}]}' }),
]);

test("two Plans of one program have no difference", () => {
  expect(planDifference(before, structuredClone(before))).toEqual({ changes: [], code: [] });
});

test("a changed property is named with both values, also inside JSON text", () => {
  const after = planOf([
    queue("Letters", { delay: 5, policy: '{"Statement":[{"Effect":"Deny"}]}' }),
  ]);
  expect(printDifference(planDifference(before, after))).toBe(
    [
      "~ Letters/LettersQueue (aws:sqs/queue:Queue)",
      "    delay: 0 -> 5",
      '    policy.Statement.0.Effect: "Allow" -> "Deny"',
    ].join("\n"),
  );
});

test("created, removed and replaced resources are distinguished", () => {
  const after = planOf([
    queue("Letters", { delay: 0, policy: '{"Statement":[{"Effect":"Allow"}]}' }, "arn:renamed"),
    queue("Parcels", {}),
  ]);
  expect(
    planDifference(before, after).changes.map(({ kind, resource }) => [kind, resource]),
  ).toEqual([
    ["replaced", "Letters/LettersQueue"],
    ["created", "Parcels/ParcelsQueue"],
  ]);
  const removed = planDifference(after, before).changes.find(({ kind }) => kind === "removed");
  expect(removed?.resource).toBe("Parcels/ParcelsQueue");
});

test("a function with other code is named", () => {
  const difference = planDifference(before, planOf(before.resources, "two"));
  expect(difference).toEqual({ changes: [], code: ["Worker"] });
  expect(printDifference(difference)).toBe("~ code of Worker");
});

test("a long change is shortened, and says so", () => {
  const many = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`p${n}`, "x".repeat(99)]));
  const printed = printDifference(
    planDifference(planOf([queue("Q", {})]), planOf([queue("Q", many)])),
  );
  expect(printed).toContain("and 2 more");
  expect(Math.max(...printed.split("\n").map((line) => line.length))).toBeLessThan(90);
});
