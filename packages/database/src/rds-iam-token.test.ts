import { expect, test } from "vitest";
import { rdsIamToken } from "./rds-iam-token.ts";

const login = {
  host: "orders.cluster-example.us-east-1.rds.amazonaws.com",
  port: 5432,
  username: "orders_app",
  region: "us-east-1",
  credentials: {
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: "example-secret/key+1",
    sessionToken: "example/session+token==",
  },
};

test("a token is the presigned connect request of the AWS SDK's signer, without its scheme", async () => {
  const token = await rdsIamToken(login, new Date("2026-11-23T18:00:00.000Z"));
  const url = new URL(`https://${token}`);
  expect(url.host).toBe(`${login.host}:5432`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    Action: "connect",
    DBUser: "orders_app",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "ASIAEXAMPLE/20261123/us-east-1/rds-db/aws4_request",
    "X-Amz-Date": "20261123T180000Z",
    "X-Amz-Expires": "900",
    "X-Amz-Security-Token": "example/session+token==",
    "X-Amz-SignedHeaders": "host",
    // What SignatureV4.presign of @smithy/signature-v4 5.7.5 gives for this GET, its Host header with the port.
    "X-Amz-Signature": "abc23e4c105e5cab45166406184bd78f7b2815af45c7fd952d23cb80306c199e",
  });
});
