import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkAccount } from "../../../testing/doctor/check-account.ts";
import { bootstrap } from "./bootstrap.ts";

/** The format of SST 4.17.1. */
const parameters = {
  "/sst/bootstrap": JSON.stringify({
    version: 5,
    asset: "sst-asset-abcdefgh",
    state: "sst-state-abcdefgh",
    assetEcrUrl: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/sst-asset",
  }),
};

test("nothing was deployed yet: ok, with what the first deploy creates", async () => {
  const { outcome, calls } = await checkAccount(bootstrap, planOf());
  expect(outcome).toMatchObject({ state: "ok", what: expect.stringContaining("two buckets") });
  expect(calls).toEqual(["ssm:GetParameter"]);
});

test("the bucket is where the parameter says: ok", async () => {
  const buckets = { "sst-state-abcdefgh": {} };
  expect((await checkAccount(bootstrap, planOf(), { parameters, buckets })).outcome).toEqual({
    state: "ok",
    what: "SST stores its state in sst-state-abcdefgh",
  });
});

test("the bucket does not exist: missing", async () => {
  expect((await checkAccount(bootstrap, planOf(), { parameters })).outcome).toMatchObject({
    state: "missing",
    what: expect.stringContaining("there is no such bucket"),
  });
});

test.each(["not JSON", "{}"])("a parameter with another format is named: %s", async (value) => {
  const state = { parameters: { "/sst/bootstrap": value } };
  await expect(checkAccount(bootstrap, planOf(), state)).rejects.toThrow(
    "the parameter /sst/bootstrap does not have SST's format",
  );
});
