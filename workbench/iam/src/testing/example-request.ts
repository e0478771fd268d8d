import type { AccessRequest, Principal } from "../access-request.ts";

export const accountId = "111122223333";

export const role: Principal = {
  kind: "assumed-role",
  accountId,
  roleArn: `arn:aws:iam::${accountId}:role/jobs-api`,
  sessionArn: `arn:aws:sts::${accountId}:assumed-role/jobs-api/jobs-api`,
};

/** A function's role that sends to a queue of its own account. */
export const exampleRequest: AccessRequest = {
  principal: role,
  action: "sqs:SendMessage",
  resource: `arn:aws:sqs:eu-west-1:${accountId}:orders`,
  resourceAccountId: accountId,
  context: {},
};
