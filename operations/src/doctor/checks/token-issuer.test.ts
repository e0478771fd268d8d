import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { tokenIssuer } from "./token-issuer.ts";

const programOf = (...issuers: readonly string[]) =>
  planOf(
    ...issuers.map(
      (issuer, index) =>
        [
          "aws:apigatewayv2/authorizer:Authorizer",
          `Authorizer${index}`,
          { authorizerType: "JWT", jwtConfiguration: { issuer } },
        ] as const,
    ),
  );

const check = (plan: ReturnType<typeof programOf>, TOKEN_ISSUER?: string) =>
  tokenIssuer({ root: "/nowhere", plan, environment: { TOKEN_ISSUER } });

test("a program without a JWT authorizer: ok", async () => {
  const plan = planOf([
    "aws:apigatewayv2/authorizer:Authorizer",
    "Function",
    { authorizerType: "REQUEST" },
  ]);
  expect((await check(plan)).state).toBe("ok");
});

// https://www.rfc-editor.org/rfc/rfc6761#section-6.4
test("a placeholder is missing, with the command that sets an issuer, and is not called", async () => {
  expect(await check(programOf("https://tokens.shop.invalid"))).toMatchObject({
    state: "missing",
    what: "https://tokens.shop.invalid is a placeholder: choose a token issuer",
    fix: expect.stringContaining(
      "TOKEN_ISSUER=https://YOUR-PROVIDER npx sst deploy --stage test\n",
    ),
  });
});

test.each([
  ["the only issuer", programOf("ftp://a", "ftp://a"), "given is"],
  [
    "each placeholder, and no other issuer",
    programOf("https://a.invalid", "ftp://b"),
    "given is not a URL that begins with https://; ftp://b is",
  ],
])("TOKEN_ISSUER replaces %s", async (_what, plan, says) => {
  expect((await check(plan, "given")).what).toContain(says);
});
