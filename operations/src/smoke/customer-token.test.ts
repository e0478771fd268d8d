import { expect, test } from "vitest";
import { customerToken } from "./customer-token.ts";
import { jwt } from "./testing/jwt.ts";

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

test("a token is read with what it says of itself, but not of whom", () => {
  const token = jwt({ iss: "https://a", aud: ["b", "c"], scope: "orders:read", sub: "cus_1" });
  expect(customerToken(` Bearer ${token}\n`, "dev")).toEqual({
    value: token,
    says: "issuer https://a, audience b, c, scopes orders:read",
  });
});

test("a token of Cognito has its client in the audience's place", () => {
  const token = jwt({ iss: "https://a", client_id: "b", exp: inSeconds(60) });
  expect(customerToken(token, "dev").says).toBe("issuer https://a, audience b, scopes none");
});

test.each<[string, string | undefined, string]>([
  ["none", undefined, "the issuer that infra/stages.ts names for dev"],
  ["an empty one", " ", "in the variable SMOKE_TOKEN"],
  ["one that is no JWT", "secret.words", "SMOKE_TOKEN holds no JWT"],
  ["one that is over", jwt({ exp: inSeconds(-1) }), "SMOKE_TOKEN was good until 20"],
])("%s is refused, and not quoted", (_, token, says) => {
  const read = () => customerToken(token, "dev");
  expect(read).toThrow(says);
  if (token?.trim()) expect(read).not.toThrow(token);
});

test("for the local stage it is said who prints one", () => {
  expect(() => customerToken(undefined, "local")).toThrow("npm start prints one");
});
