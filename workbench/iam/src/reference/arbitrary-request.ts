import fc from "fast-check";
import type { AccessRequest, Principal } from "../access-request.ts";
import { accountId, role } from "../testing/example-request.ts";
import { arbitraryContext } from "./arbitrary-context.ts";

const otherAccount = "444455556666";

/** Mostly a role in its own account. */
export const arbitraryRequest: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom<Principal>(
    ...[role, role, role, role],
    { kind: "service", service: "sns.amazonaws.com" },
    { kind: "anonymous" },
  ),
  action: fc.constantFrom("sqs:SendMessage", "SQS:deletemessage", "s3:GetObject", "iam:GetUser"),
  resource: fc.constantFrom(
    ...["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:s3:::red/a", "arn:aws:s3:::blue/a"],
    ...["arn:aws:s3:::r*/ab", "arn:aws:s3:::red/a:b", "*"],
    "arn:aws:sqs:eu-west-1:444455556666:x-1:111122223333:orders",
  ),
  resourceAccountId: fc.constantFrom(accountId, accountId, accountId, otherAccount),
  context: arbitraryContext,
});
