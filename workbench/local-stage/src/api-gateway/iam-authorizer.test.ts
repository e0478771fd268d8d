import { SignatureV4 } from "@smithy/signature-v4";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { SignedRequest } from "../endpoint/signature.ts";
import { Sha256 } from "../endpoint/testing/sha256.ts";
import { createAuthority } from "../iam/authority.ts";
import { createIdentities, longLivedCredentials } from "../iam/credentials.ts";
import { createIamAuthorizer } from "./iam-authorizer.ts";

const nowMs = Date.UTC(2026, 10, 23, 12);
const accountId = "123456789012";
const region = "eu-west-1";
const api = `arn:aws:execute-api:${region}:${accountId}:api1/$default`;
const roleArn = `arn:aws:iam::${accountId}:role/clerk`;
const caller = { kind: "role", roleArn, functionName: "desk" } as const;

const identities = createIdentities();
const credentials = identities.issue(caller);
const authority = createAuthority(
  planOf([
    "aws:iam/role:Role",
    "Clerk",
    {
      name: "clerk",
      assumeRolePolicy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      },
      inlinePolicies: [
        {
          name: "inline",
          policy: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "execute-api:Invoke", Resource: `${api}/POST/orders/*` },
            ],
          },
        },
      ],
    },
    { arn: roleArn, id: "clerk" },
  ]),
  () => nowMs,
);
const authorize = createIamAuthorizer({
  accountId,
  region,
  identities,
  authority,
  nowMs: () => nowMs,
});

/** Signs with the SDK's own signer. */
async function signed(
  path: string,
  { service = "execute-api", scope = region, keys = credentials, body = '{"a":1}' } = {},
): Promise<SignedRequest> {
  const signer = new SignatureV4({ service, region: scope, credentials: keys, sha256: Sha256 });
  const { headers } = await signer.sign(
    {
      method: "POST",
      protocol: "http:",
      hostname: "127.0.0.1",
      path,
      headers: { host: "127.0.0.1:4510" },
      body,
    },
    { signingDate: new Date(nowMs) },
  );
  return { method: "POST", path, query: "", headers, body: Buffer.from(body) };
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
test("who signs and may invoke the path is let in, and the function learns who it is", async () => {
  const request = await signed("/orders/1");
  // The identity's fields: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  expect(authorize(request, `${api}/POST/orders/1`)).toEqual({
    allowed: true,
    identity: {
      accessKey: credentials.accessKeyId,
      accountId,
      callerId: expect.stringMatching(/^AROA[A-Z2-7]{17}:desk$/),
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: `arn:aws:sts::${accountId}:assumed-role/clerk/desk`,
      userId: expect.stringMatching(/^AROA[A-Z2-7]{17}:desk$/),
    },
  });
  expect(authority.permissionsUsed()).toContainEqual({
    action: "execute-api:Invoke",
    resource: `${api}/POST/orders/1`,
    roleArn,
    times: 1,
  });
});

test.for([
  ["no signature", async () => ({ ...(await signed("/orders/1")), headers: {} }), /not signed/],
  [
    "another body than was signed",
    async () => ({ ...(await signed("/orders/1")), body: Buffer.from("{}") }),
    /signature we calculated does not match/,
  ],
  ["the signature of another service", () => signed("/orders/1", { service: "sqs" }), /for sqs/],
  ["another region", () => signed("/orders/1", { scope: "us-east-1" }), /in us-east-1/],
  [
    "an unknown key",
    () => signed("/orders/1", { keys: { ...longLivedCredentials(), sessionToken: "" } }),
    /security token included in the request is invalid/,
  ],
] as const)("%s is refused", async ([, request, because]) => {
  expect(authorize(await request(), `${api}/POST/orders/1`)).toEqual({
    allowed: false,
    because: expect.stringMatching(because),
  });
});

test("who may invoke another path only is refused", async () => {
  const request = await signed("/returns/1");
  expect(authorize(request, `${api}/POST/returns/1`)).toMatchObject({ allowed: false });
});
