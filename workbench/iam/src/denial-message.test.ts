import { expect, test } from "vitest";
import messageCases from "./cases/denial-messages.json" with { type: "json" };
import type { Decision } from "./decision.ts";
import { denialMessage } from "./denial-message.ts";
import { exampleRequest } from "./testing/example-request.ts";

type MessageCase = {
  readonly decision: Extract<Decision, { allowed: false }>;
  readonly resourceAccountId?: string;
  readonly message: string;
};

// Each case names the AWS page that it follows.
test.each(messageCases as MessageCase[])("$message", ({ decision, resourceAccountId, message }) => {
  const request = {
    ...exampleRequest,
    resourceAccountId: resourceAccountId ?? exampleRequest.resourceAccountId,
  };
  expect(denialMessage(decision, request)).toBe(message);
});

test("a service has its name, and an anonymous caller is anonymous", () => {
  const decision = { allowed: false, kind: "implicit", missing: "resource" } as const;
  const service = { kind: "service", service: "s3.amazonaws.com" } as const;
  expect(denialMessage(decision, { ...exampleRequest, principal: service })).toMatch(
    /^User: s3\.amazonaws\.com is not authorized to perform: sqs:SendMessage on resource: /,
  );
  expect(denialMessage(decision, { ...exampleRequest, principal: { kind: "anonymous" } })).toMatch(
    /^User: anonymous is not authorized/,
  );
});
