import { expect, test } from "vitest";
import { createIdentities, longLivedCredentials } from "./credentials.ts";

const caller = { kind: "role", roleArn: "arn:aws:iam::123456789012:role/a" } as const;
const unrecognized = expect.objectContaining({ code: "UnrecognizedClientException", status: 403 });

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
test("keys have AWS's form: ASIA with a token for a role, AKIA without for a person", () => {
  const issued = createIdentities().issue(caller);
  expect(issued.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(issued.secretAccessKey).toHaveLength(40);
  expect(issued.sessionToken).not.toBe("");
  const kept = longLivedCredentials();
  expect(kept.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(kept.sessionToken).toBeUndefined();
});

test("a key identifies its owner, and no two are the same", () => {
  const identities = createIdentities();
  const [one, other] = [
    identities.issue(caller),
    identities.issue({ ...caller, functionName: "b" }),
  ];
  expect(identities.find(one.accessKeyId, one.sessionToken)).toEqual({ caller, credentials: one });
  expect(identities.find(other.accessKeyId, other.sessionToken).caller).toMatchObject({
    functionName: "b",
  });
  expect(one.secretAccessKey).not.toBe(other.secretAccessKey);
});

test("a key is valid only with its own token, and until it is revoked", () => {
  const identities = createIdentities();
  const { accessKeyId, sessionToken } = identities.issue(caller);
  for (const token of [undefined, "another", identities.issue(caller).sessionToken]) {
    expect(() => identities.find(accessKeyId, token)).toThrow(unrecognized);
  }
  identities.revoke(accessKeyId);
  expect(() => identities.find(accessKeyId, sessionToken)).toThrow(unrecognized);
});

test("an added key is the operator's, and needs no token", () => {
  const identities = createIdentities();
  const kept = longLivedCredentials();
  identities.admit({ kind: "operator" }, kept);
  expect(identities.find(kept.accessKeyId, undefined).caller).toEqual({ kind: "operator" });
  expect(() => identities.find(kept.accessKeyId, "a token")).toThrow(unrecognized);
  expect(() => identities.find("AKIANOBODY", undefined)).toThrow(unrecognized);
});
