import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };

/** A presigned URL that its user changes before it is sent. */
async function presigned() {
  const { client } = await openTestS3();
  await client.send(new PutObjectCommand({ ...object, Body: "something" }));
  const url = new URL(await getSignedUrl(client, new GetObjectCommand(object)));
  return {
    url,
    async send() {
      const response = await fetch(url);
      const text = await response.text();
      const [, code] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
      const [, message] = /<Message>([^<]+)<\/Message>/.exec(text) ?? [];
      return { status: response.status, code, message, text };
    },
  };
}

// AWS's answer to a URL without X-Amz-Date, recorded by LocalStack on 2026-02-21; the message names the others:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3.snapshot.json
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
test.each([
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Expires",
])("a presigned URL without %s is refused", async (parameter) => {
  const { url, send } = await presigned();
  expect(await send()).toMatchObject({ status: 200, text: "something" });
  url.searchParams.delete(parameter);
  expect(await send()).toMatchObject({
    status: 400,
    code: "AuthorizationQueryParametersError",
    message:
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
  });
});

// AWS's messages: https://github.com/aws/aws-cli/issues/5464, https://github.com/fog/fog/issues/3528,
// https://github.com/minio/minio-js/issues/1312
test.each([
  ["604801", /^X-Amz-Expires must be less than a week \(in seconds\)/],
  ["-1", "X-Amz-Expires must be non-negative"],
  ["undefined", "X-Amz-Expires should be a number"],
])("a presigned URL that is valid for %s seconds is refused", async (expires, message) => {
  const { url, send } = await presigned();
  url.searchParams.set("X-Amz-Expires", expires);
  const answer = await send();
  expect(answer).toMatchObject({ status: 400, code: "AuthorizationQueryParametersError" });
  expect(answer.message).toMatch(message);
});

test("a presigned URL that was changed has another signature", async () => {
  const { url, send } = await presigned();
  url.searchParams.set("X-Amz-Expires", "901");
  expect(await send()).toMatchObject({
    status: 403,
    code: "SignatureDoesNotMatch",
    message:
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  });
});
