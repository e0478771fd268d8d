import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import type { TokenSettings } from "../token-verifier.ts";

/** A token issuer whose keys are served on this machine. */
export type TestIssuer = {
  readonly settings: TokenSettings;
  /** A token with these claims beside the issuer's own, which they replace. */
  sign(
    claims: JWTPayload,
    header?: { readonly alg?: string; readonly kid?: string },
  ): Promise<string>;
  /** How often its keys were fetched. */
  fetches(): number;
  /** From now on, tokens are signed with a new key, whose id is `2`. */
  rotateKey(): Promise<void>;
  close(): Promise<void>;
};

export async function startTestIssuer(): Promise<TestIssuer> {
  const keys: object[] = [];
  let signing = await addKey();
  let fetches = 0;

  async function addKey() {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const kid = String(keys.length + 1);
    keys.push({ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" });
    return { kid, privateKey };
  }

  const server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = "https://tokens.example.com";
  const audience = "orders";
  return {
    settings: {
      issuer,
      audience,
      keysUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
      scopePrefix: "",
    },
    sign(claims, header = {}) {
      const seconds = Math.floor(Date.now() / 1_000);
      const own = { iss: issuer, aud: audience, iat: seconds, exp: seconds + 3_600 };
      return new SignJWT({ ...own, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: signing.kid, ...header })
        .sign(signing.privateKey);
    },
    fetches: () => fetches,
    async rotateKey() {
      signing = await addKey();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
