import { generateKeyPair, SignJWT } from "jose";
import { expect, onTestFinished, test } from "vitest";
import { startTestIssuer } from "./testing/test-issuer.ts";
import { tokenVerifier } from "./token-verifier.ts";

const customer = { sub: "cus_1", scope: "orders:read orders:write" };
const seconds = Math.floor(Date.now() / 1_000);

async function open() {
  const issuer = await startTestIssuer();
  onTestFinished(issuer.close);
  const verify = tokenVerifier(issuer.settings, () => new Date());
  const check = async (token: string, scope = "orders:read") => verify(`Bearer ${token}`, scope);
  return { ...issuer, verify, check };
}

test("a token of the issuer for the audience with the scope is accepted, and the keys are fetched once", async () => {
  const { sign, check, fetches } = await open();
  expect(await check(await sign(customer))).toMatchObject({ ok: true, claims: customer });
  expect(await check(await sign({ ...customer, aud: ["others", "orders"] }))).toMatchObject({
    ok: true,
  });
  expect(await check(await sign({ sub: "cus_1", scp: ["orders:read"] }))).toMatchObject({
    ok: true,
    claims: { scope: "orders:read" },
  });
  const byClient = { sub: "cus_1", scope: "orders:read", aud: undefined, client_id: "orders" };
  expect(await check(await sign(byClient as never))).toMatchObject({ ok: true });
  expect(fetches()).toBe(1);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
test.each([
  ["another issuer", { iss: "https://other.example.com" }],
  ["another audience", { aud: "others" }],
  ["a token that has ended", { exp: seconds - 1 }],
  ["a token without an end", { exp: undefined }],
  ["a token that is not valid yet", { nbf: seconds + 600 }],
  ["a token of the future", { iat: seconds + 600 }],
])("%s is refused with 401", async (_, claims) => {
  const { sign, check } = await open();
  expect(await check(await sign({ ...customer, ...(claims as object) }))).toEqual({
    ok: false,
    status: 401,
    challenge: 'Bearer scope="orders:read" error="invalid_token"',
  });
});

test("a token without the scope is refused with 403, and none at all with 401", async () => {
  const { sign, check, verify } = await open();
  expect(await check(await sign({ ...customer, scope: "orders:readable" }))).toEqual({
    ok: false,
    status: 403,
    challenge: 'Bearer scope="orders:read" error="insufficient_scope"',
  });
  for (const header of [undefined, "", "Bearer "]) {
    expect(await verify(header, "orders:read")).toEqual({
      ok: false,
      status: 401,
      challenge: "Bearer",
    });
  }
});

test("what is no token, has no key id, is signed by another or with a shared secret is refused", async () => {
  const { check, sign, settings } = await open();
  const { privateKey } = await generateKeyPair("RS256");
  const claims = { ...customer, iss: settings.issuer, aud: settings.audience, exp: seconds + 60 };
  const forged = new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "1" });
  const shared = new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "1" });
  const tokens = [
    "nonsense",
    "a.b.c",
    await sign(customer, { kid: undefined as never }),
    await sign(customer, { kid: "9" }),
    await forged.sign(privateKey),
    await shared.sign(new TextEncoder().encode("a secret that everybody may know")),
  ];
  for (const token of tokens) expect(await check(token)).toMatchObject({ status: 401 });
});

test("an issuer that cannot be reached is no reason to accept a token", async () => {
  const { sign, check, close } = await open();
  const token = await sign(customer);
  await close();
  expect(await check(token)).toMatchObject({ ok: false, status: 401 });
});
