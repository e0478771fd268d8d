import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { askAccount } from "../../testing/ask-account.ts";
import { bootstrap } from "./bootstrap.ts";

/** As SST 4.17.1 writes it. */
const parameters = {
  "/sst/bootstrap": JSON.stringify({
    version: 5,
    asset: "sst-asset-abcdefgh",
    state: "sst-state-abcdefgh",
    assetEcrUrl: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/sst-asset",
  }),
};

test("nothing was ever deployed: ok, and what the first deploy makes is said", async () => {
  const { outcome, asked } = await askAccount(bootstrap, planOf());
  expect(outcome).toMatchObject({ state: "ok", what: expect.stringContaining("two buckets") });
  expect(asked).toEqual(["ssm:GetParameter"]);
});

test("the bucket is where the parameter says: ok", async () => {
  const buckets = { "sst-state-abcdefgh": {} };
  expect((await askAccount(bootstrap, planOf(), { parameters, buckets })).outcome).toEqual({
    state: "ok",
    what: "SST keeps its state in sst-state-abcdefgh",
  });
});

test("the bucket is gone: missing", async () => {
  expect((await askAccount(bootstrap, planOf(), { parameters })).outcome).toMatchObject({
    state: "missing",
    what: expect.stringContaining("there is no such bucket"),
  });
});

test.each(["not JSON", "{}"])("a parameter that SST did not write is named: %s", async (value) => {
  const state = { parameters: { "/sst/bootstrap": value } };
  await expect(askAccount(bootstrap, planOf(), state)).rejects.toThrow(
    "the parameter /sst/bootstrap is not as SST writes it",
  );
});
