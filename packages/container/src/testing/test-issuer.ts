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
  close(): Promise<void>;
};

export async function startTestIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256", use: "sig" }];
  let fetches = 0;
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
        .setProtectedHeader({ alg: "RS256", kid: "1", ...header })
        .sign(privateKey);
    },
    fetches: () => fetches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
