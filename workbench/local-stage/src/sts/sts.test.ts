import { expect, test } from "vitest";
import type { Caller } from "../common/caller.ts";
import { stsService } from "./sts.ts";

const service = stsService("123456789012");

function ask(caller: Caller) {
  const body = Buffer.from("Action=GetCallerIdentity&Version=2011-06-15");
  const request = { method: "POST", path: "/", query: "", headers: {}, body };
  const { operation, input } = service.read(request);
  const found = service.operations[operation];
  if (!found) throw new Error(`no operation ${operation}`);
  const signal = new AbortController().signal;
  return {
    permissions: found.permissions(input),
    answer: service.write(found.run(input, { caller, requestId: "request-1", signal })),
  };
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
test("a function gets its role's session, and needs no permission for it", () => {
  const roleArn = "arn:aws:iam::123456789012:role/orders-role";
  const { permissions, answer } = ask({ kind: "role", roleArn, functionName: "orders" });
  expect(permissions).toEqual([]);
  expect(answer.headers).toEqual({ "content-type": "text/xml" });
  expect(answer.body).toMatch(
    new RegExp(
      [
        '^<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>',
        "<Arn>arn:aws:sts::123456789012:assumed-role/orders-role/orders</Arn>",
        "<UserId>AROA[A-Z2-7]{17}:orders</UserId><Account>123456789012</Account>",
        "</GetCallerIdentityResult><ResponseMetadata><RequestId>request-1</RequestId>",
        "</ResponseMetadata></GetCallerIdentityResponse>$",
      ].join(""),
    ),
  );
});

test("the operator is a user", () => {
  const { answer } = ask({ kind: "operator" });
  expect(answer.body).toContain("<Arn>arn:aws:iam::123456789012:user/operator</Arn>");
});

// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
test("an error is XML, with its message escaped", () => {
  const { status, body } = service.refuse({
    status: 403,
    code: "AccessDenied",
    message: "<a> & b",
  });
  expect(status).toBe(403);
  expect(body).toBe(
    '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>&lt;a&gt; &amp; b</Message></Error></ErrorResponse>',
  );
});
