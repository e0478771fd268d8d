import { fileURLToPath } from "node:url";
import { openAccount } from "@stagecraft/deploy-check/account";
import { copyTree } from "@stagecraft/deploy-check/copy-tree";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { secrets } from "../checks/secrets.ts";
import { clientSettings } from "./client-settings.ts";

const accountId = "123456789012";

test("secrets that the SST CLI stored are read, those of the stage and of all stages", async () => {
  const fixtures = fileURLToPath(new URL("../../../fixtures", import.meta.url));
  const program = await fixtureProgram("kiosk", fixtures);
  onTestFinished(program.remove);
  // The CLI writes into the folder of SST's components.
  const { directory: root, remove } = await copyTree(program.root);
  onTestFinished(remove);
  const account = await openAccount({ root, accountId, signal: new AbortController().signal });
  onTestFinished(() => account.close());
  const plan = {
    ...planOf(["sst:sst:Secret", "TillKey", {}], ["sst:sst:Secret", "PrinterKey", {}]),
    app: "kiosk",
    stage: "dev",
    region: "eu-west-2",
  };
  const check = () =>
    secrets({
      root,
      plan,
      environment: {},
      caller: { arn: "", accountId },
      client: clientSettings({
        region: plan.region,
        endpoint: account.aws.url,
        credentials: async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "-" }),
      }),
    });
  expect(await account.sst("secret", "set", "TillKey", "a", "--stage", "dev")).toMatchObject({
    exitCode: 0,
  });
  expect(await check()).toMatchObject({ state: "missing", what: "no value for PrinterKey" });
  await account.sst("secret", "set", "PrinterKey", "b", "--fallback", "--stage", "dev");
  const callsBefore = account.aws.calls.length;
  expect(await check()).toEqual({ state: "ok", what: "each of 2 has a value" });
  const calls = new Set(account.aws.calls.slice(callsBefore));
  expect([...calls].toSorted()).toEqual(["s3 GET", "ssm GetParameter"]);
});
