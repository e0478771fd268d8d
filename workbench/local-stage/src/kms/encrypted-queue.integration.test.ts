import type { Json, Plan } from "@stagecraft/plan/plan";
import { ownName } from "@stagecraft/plan/resources";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withInputs } from "../../testing/edit-plan.ts";
import { ask, buildProbe, openStage, type ProbeProgram } from "../../testing/probe-stage.ts";
import { until } from "../../testing/until.ts";

let probe: ProbeProgram;

beforeAll(async () => {
  probe = await buildProbe();
});

afterAll(() => probe.remove());

const keyId = "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";

/** The probe with its queue encrypted by a customer managed key, which the roles in `granted` may use. */
function encrypted(granted: { readonly [owner: string]: readonly string[] }): Plan {
  const { planWithoutDatabase: plan } = probe;
  const arn = `arn:aws:kms:${plan.region}:${plan.accountId}:key/${keyId}`;
  const key = {
    type: "aws:kms/key:Key",
    name: "Seal",
    parent: null,
    dependsOn: [],
    inputs: {},
    outputs: { id: keyId, keyId, arn },
  };
  const withKey = withInputs(
    { ...plan, resources: [...plan.resources, key] },
    "MessagesQueue",
    (inputs) => ({ ...inputs, kmsMasterKeyId: arn }),
  );
  return Object.entries(granted).reduce((edited, [owner, actions]) => {
    const role = edited.resources.find(
      (resource) => resource.type === "aws:iam/role:Role" && ownName(resource) === owner,
    );
    const statement: Json = { Effect: "Allow", Action: [...actions], Resource: arn };
    const policy: Json = { Version: "2012-10-17", Statement: [statement] };
    return withInputs(edited, role?.name ?? owner, (inputs) => ({
      ...inputs,
      inlinePolicies: [
        ...(Array.isArray(inputs.inlinePolicies) ? inputs.inlinePolicies : []),
        { name: "seal", policy },
      ],
    }));
  }, withKey);
}

const forSending = ["kms:GenerateDataKey", "kms:Decrypt"];
const one = { do: "send", messages: ["one"] } as const;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors
test("a role without the queue's key cannot send, and gets SQS's error", async () => {
  const stage = await openStage(encrypted({ ApiProbe: ["kms:Decrypt"] }), probe);
  const { error } = await ask(stage, "api-probe", one);
  expect(error?.name).toBe("KmsAccessDenied");
  expect(error?.message).toContain(
    "because no identity-based policy allows the kms:GenerateDataKey action",
  );
});

// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
test("a function whose role may not use the key gets no message, and the reason is reported", async () => {
  const stage = await openStage(encrypted({ ApiProbe: forSending }), probe);
  expect(await ask(stage, "api-probe", one)).toMatchObject({ status: 200 });
  await until("the poller is denied", () =>
    stage.notices().some(({ message }) => message.includes("kms:Decrypt")),
  );
});

test("with the key's permissions on both sides messages are processed", async () => {
  const stage = await openStage(
    encrypted({ ApiProbe: forSending, QueueConsumer: ["kms:Decrypt"] }),
    probe,
  );
  expect(await ask(stage, "api-probe", one)).toMatchObject({ status: 200 });
  await until("a message is processed", () =>
    stage.permissionsUsed().some(({ action }) => action === "sqs:DeleteMessage"),
  );
  expect(stage.notices()).toEqual([]);
});
