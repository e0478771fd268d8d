import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SSMClient } from "@aws-sdk/client-ssm";
import { onTestFinished } from "vitest";
import { type Statement, serveServices } from "../../dynamodb/testing/serve-services.ts";
import type { Secrets } from "../../secrets/secrets.ts";
import { openSettings } from "../../stage/settings.ts";
import { openState } from "../../stage/state.ts";
import { openParameterStore } from "../parameter-store.ts";
import { ssmService } from "../ssm.ts";
import type { SsmParameterDefinition } from "../ssm-parameters-of.ts";

const account = { region: "us-east-1", accountId: "123456789012" };
export const parameterArn = (name: string) => `arn:aws:ssm:us-east-1:123456789012:parameter${name}`;
export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";

/** When the Plan's parameters were created, and when calls write. */
export const createdAt = new Date("2026-11-20T10:00:00.000Z");
export const writtenAt = new Date("2026-11-20T12:00:00.000Z");

/** Replaces every mark by one value. */
export const testSecrets: Secrets = {
  fill: (value) => JSON.parse(JSON.stringify(value).replaceAll("{{secret:Pass}}", "filled")),
};

/** The parameters `/app/rate` and, with a secret, `/app/token`, whose client is a function with these permissions. */
export async function openTestParameters(
  statements: readonly Statement[] = [{ Action: "ssm:*", Resource: parameterArn("/app/*") }],
) {
  const parameters: readonly SsmParameterDefinition[] = [
    {
      logicalName: "Rate",
      name: "/app/rate",
      arn: parameterArn("/app/rate"),
      type: "String",
      value: "12",
      tier: "Standard",
    },
    {
      logicalName: "Token",
      name: "/app/token",
      arn: parameterArn("/app/token"),
      type: "SecureString",
      value: "{{secret:Pass}}",
      tier: "Standard",
    },
  ];
  const directory = mkdtempSync(join(tmpdir(), "parameters-test-"));
  const state = openState(directory);
  const store = openParameterStore(parameters, {
    ...account,
    secrets: testSecrets,
    settings: openSettings(state),
    createdAtMs: () => createdAt.getTime(),
    nowMs: () => writtenAt.getTime(),
  });
  const findKey = (keyId: string | undefined) => (keyId === undefined ? undefined : keyArn);
  const ssm = ssmService(store, { ...account, findKey });
  const client = new SSMClient(await serveServices({ ssm }, statements));
  onTestFinished(() => {
    client.destroy();
    state.close();
    rmSync(directory, { recursive: true });
  });
  return client;
}
