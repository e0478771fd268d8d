import { expect, test } from "vitest";
import { customerToken } from "./customer-token.ts";
import { jwt } from "./testing/jwt.ts";

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

test("the claims have issuer, audience and scopes, but not the subject", () => {
  const token = jwt({ iss: "https://a", aud: ["b", "c"], scope: "orders:read", sub: "cus_1" });
  expect(customerToken(` Bearer ${token}\n`, "dev")).toEqual({
    value: token,
    claims: "issuer https://a, audience b, c, scopes orders:read",
  });
});

test("a Cognito token has its client id instead of an audience", () => {
  const token = jwt({ iss: "https://a", client_id: "b", exp: inSeconds(60) });
  expect(customerToken(token, "dev").claims).toBe("issuer https://a, audience b, scopes none");
});

test.each<[string, string | undefined, string]>([
  ["a missing token", undefined, "the issuer of dev: TOKEN_ISSUER in .env.dev, or infra/stages.ts"],
  ["an empty token", " ", "variable SMOKE_TOKEN must have"],
  ["a text that is not a JWT", "secret.words", "SMOKE_TOKEN is not a JWT"],
  ["an expired token", jwt({ exp: inSeconds(-1) }), "SMOKE_TOKEN expired at 20"],
])("%s is refused without printing it", (_, token, message) => {
  const read = () => customerToken(token, "dev");
  expect(read).toThrow(message);
  if (token?.trim()) expect(read).not.toThrow(token);
});

test("for the local stage the message says that npm start prints a token", () => {
  expect(() => customerToken(undefined, "local")).toThrow("npm start prints one");
});
