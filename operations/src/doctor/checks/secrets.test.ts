import { createCipheriv, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkAccount } from "../../../testing/doctor/check-account.ts";
import { secrets } from "./secrets.ts";

const plan = planOf(
  ["sst:sst:Secret", "TillKey", {}],
  ["sst:sst:Secret", "PrinterKey", {}],
  ["sst:sst:Secret", "Greeting", { placeholder: "hello" }],
);
const setAll = [
  "npx sst secret set TillKey VALUE --stage test",
  "npx sst secret set PrinterKey VALUE --stage test",
].join("\n");

const bucket = "sst-state-abcdefgh";
const passphrase = randomBytes(32).toString("base64");
const parameters = {
  "/sst/bootstrap": JSON.stringify({ state: bucket }),
  "/sst/passphrase/test/test": passphrase,
  "/sst/passphrase/test/_fallback": passphrase,
};

/** Encrypted as by SST, which stored-secrets.integration.test.ts confirms. */
function sealed(values: Readonly<Record<string, string>>): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(passphrase, "base64"), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(values)), cipher.final()]);
  return Buffer.concat([nonce, text, cipher.getAuthTag()]);
}

const stored = (objects: Readonly<Record<string, Buffer>>) => ({
  parameters,
  buckets: { [bucket]: objects },
});

test.each([
  ["the stage's own", { "secret/test/test.json": sealed({ TillKey: "a", PrinterKey: "b" }) }],
  [
    "some of them as the default of all stages",
    {
      "secret/test/test.json": sealed({ TillKey: "a" }),
      "secret/test/_fallback.json": sealed({ PrinterKey: "b" }),
    },
  ],
  ["compressed", { "secret/test/test.json": gzipSync(sealed({ TillKey: "a", PrinterKey: "b" })) }],
])("each has a value, %s: ok", async (_what, objects) => {
  expect((await checkAccount(secrets, plan, stored(objects))).outcome).toEqual({
    state: "ok",
    what: "each of 3 has a value",
  });
});

test("values in the environment count, as for SST, and AWS is not called", async () => {
  const environment = { SST_SECRET_TillKey: "a", SST_SECRET_PrinterKey: "" };
  const { outcome, calls } = await checkAccount(secrets, plan, {}, environment);
  expect(outcome.state).toBe("ok");
  expect(calls).toEqual([]);
});

test.each([
  ["SST was never used", {}, setAll],
  ["the stage has none", stored({}), setAll],
  [
    "another stage's do not count",
    stored({ "secret/test/other.json": sealed({ TillKey: "a", PrinterKey: "b" }) }),
    setAll,
  ],
  [
    "one of two",
    stored({ "secret/test/test.json": sealed({ TillKey: "a" }) }),
    "npx sst secret set PrinterKey VALUE --stage test",
  ],
])("secrets without a value are missing, with the commands: %s", async (_what, state, fix) => {
  expect((await checkAccount(secrets, plan, state)).outcome).toMatchObject({
    state: "missing",
    fix,
  });
});

test.each([
  ["missing", undefined],
  ["another one", randomBytes(32).toString("base64")],
  ["none at all", "?"],
])("a passphrase that does not decrypt the secrets is missing: %s", async (_what, value) => {
  const { "/sst/bootstrap": bootstrap } = parameters;
  const state = {
    ...stored({ "secret/test/test.json": sealed({ TillKey: "a" }) }),
    parameters: {
      "/sst/bootstrap": bootstrap,
      ...(value ? { "/sst/passphrase/test/test": value } : {}),
    },
  };
  expect((await checkAccount(secrets, plan, state)).outcome).toMatchObject({
    state: "missing",
    what: expect.stringContaining("/sst/passphrase/test/test"),
  });
});
