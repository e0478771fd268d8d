import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { startTokenIssuer } from "./token-issuer.ts";

test("tokens can be verified with the keys of the discovery document", async () => {
  const nowMs = Date.UTC(2026, 10, 23, 12);
  const issuer = await startTokenIssuer({ issuer: "https://id.example", nowMs: () => nowMs });
  try {
    const token = await issuer.tokenFor({
      customerId: "cus_17850",
      scopes: ["orders:read", "orders:write"],
      audience: "orders",
      ttlSeconds: 300,
    });
    const discovery = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    const { issuer: name, jwks_uri } = (await discovery.json()) as Record<string, string>;
    const keysUrl = (jwks_uri ?? "").replace("https://id.example", issuer.url);
    const keys = createRemoteJWKSet(new URL(keysUrl));
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: name ?? "",
      audience: "orders",
      currentDate: new Date(nowMs),
    });
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).toEqual({
      iss: "https://id.example",
      sub: "cus_17850",
      aud: "orders",
      scope: "orders:read orders:write",
      iat: nowMs / 1000,
      exp: nowMs / 1000 + 300,
    });
    const served = await (await fetch(keysUrl)).text();
    expect(served).not.toContain('"d":');
    expect((await fetch(`${issuer.url}/elsewhere`)).status).toBe(404);
  } finally {
    await issuer.close();
  }
});
