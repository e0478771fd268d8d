import type { Plan, Resource } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { stageNames } from "./stage-names.ts";

const region = { local: "eu-west-1", prod: "us-east-1" };
const account = "123456789012";
type Name = keyof typeof region;

/** A Plan with a queue and a bucket of the stage, and resources with the same name on every stage. */
function planOfStage(stage: Name): Plan {
  const arn = `arn:aws:sqs:${region[stage]}:${account}:shop-${stage}-Letters`;
  const shared = `arn:aws:sqs:${region[stage]}:${account}:shared`;
  const plan = planOf(
    ["aws:sqs/queue:Queue", "Letters", { name: `shop-${stage}-Letters` }, { arn }],
    ["aws:sqs/queue:Queue", "Longer", {}, { arn: `${arn}Longer` }],
    ["aws:sqs/queue:Queue", "Shared", { name: "shared" }, { arn: shared }],
    ["aws:s3/bucket:Bucket", "Files", {}, { arn: `arn:aws:s3:::${stage}files` }],
    ["aws:apigatewayv2/stage:Stage", "Default", { name: stage }, { id: "$default" }],
  );
  return { ...plan, app: "shop", stage, region: region[stage], accountId: account };
}

const [local, prod] = [planOfStage("local"), planOfStage("prod")];
const [ofLocal, ofProd] = stageNames(local, prod);
const on = (stage: Name, text: string) =>
  text.replaceAll("STAGE", stage).replaceAll("REGION", region[stage]);

test.each([
  "arn:aws:sqs:REGION:123456789012:shop-STAGE-Letters",
  "arn:aws:sqs:REGION:123456789012:shop-STAGE-LettersLonger",
  "arn:aws:s3:::STAGEfiles/in/*",
  "arn:aws:sqs:*:*:shop-STAGE-Letters",
  "arn:aws:sqs:REGION:123456789012:shared",
  "arn:aws:sqs:REGION:123456789012:shop-STAGE-Le*",
  "arn:aws:ssm:REGION:123456789012:parameter/shop/STAGE/key",
  "arn:aws:s3:::STAGE-reports/*",
  "arn:aws:iam::123456789012:root",
  "s3.REGION.amazonaws.com",
  "REGION",
  "STAGE",
  "123456789012",
  "*",
])("%s is equal on both stages, and can be converted back", (text) => {
  const normal = ofLocal.normal(on("local", text));
  expect(ofProd.normal(on("prod", text))).toBe(normal);
  expect(ofLocal.written(normal)).toBe(on("local", text));
  expect(ofProd.written(normal)).toBe(on("prod", text));
});

test.each([
  ["another resource", "arn:aws:sqs:*:*:shop-STAGE-Letters", "arn:aws:sqs:*:*:shop-STAGE-Bills"],
  ["a prefix pattern", "arn:aws:sqs:*:*:shop-STAGE-Letters", "arn:aws:sqs:*:*:shop-STAGE-Letters*"],
  [
    "a name of the other stage",
    "arn:aws:sqs:*:*:shop-local-Letters",
    "arn:aws:sqs:*:*:shop-local-Letters",
  ],
  ["everybody's", "arn:aws:s3:::STAGEfiles/*", "arn:aws:s3:::*"],
  ["another folder", "arn:aws:s3:::STAGEfiles/local/*", "arn:aws:s3:::STAGEfiles/prod/*"],
  ["another account's", "arn:aws:iam::123456789012:root", "arn:aws:iam::210987654321:root"],
  ["any account's", "arn:aws:iam::123456789012:root", "arn:aws:iam::*:root"],
  ["another region", "s3.REGION.amazonaws.com", "s3.eu-west-1.amazonaws.com"],
])("%s differs on prod", (_what, text, otherwise) => {
  expect(ofProd.normal(on("prod", otherwise))).not.toBe(ofLocal.normal(on("local", text)));
});

const hashed = (plan: Plan, hash: string, source: string): Plan => {
  const name = `RiverSubscriber${hash}Role`;
  const role: Resource = {
    type: "aws:iam/role:Role",
    name,
    parent: null,
    dependsOn: [],
    inputs: {},
    outputs: { arn: `arn:aws:iam::123456789012:role/${plan.stage}-${hash}` },
  };
  const [bundle] = [{ source } as Plan["bundles"][string]];
  return {
    ...plan,
    resources: [...plan.resources, role],
    bundles: { ...plan.bundles, [`RiverSubscriber${hash}Function`]: bundle },
  };
};

test("two subscribers whose names differ only in a hash are paired by their code", () => {
  const [one, other] = stageNames(
    hashed(hashed(local, "Xvcbwr", "a.handler"), "Dctffe", "b.handler"),
    hashed(hashed(prod, "Hzmafu", "b.handler"), "Vmedbz", "a.handler"),
  );
  const a = one.normal("arn:aws:iam::123456789012:role/local-Xvcbwr");
  expect(other.normal("arn:aws:iam::123456789012:role/prod-Vmedbz")).toBe(a);
  expect(other.normal("arn:aws:iam::123456789012:role/prod-Hzmafu")).not.toBe(a);
});
