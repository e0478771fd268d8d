import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";

export type TokenIssuer = {
  /** Its address: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly jwks: JSONWebKeySet;
  /** Issues a signed access token for a customer. */
  tokenFor(options: {
    readonly customerId: string;
    readonly scopes: readonly string[];
    readonly audience: string;
    readonly ttlSeconds: number;
  }): Promise<string>;
  close(): Promise<void>;
};

const keyId = "local-1";

/**
 * Starts the customers' identity provider. It signs tokens with RS256 (HTTP APIs accept only RSA), generates a new key at each
 * start, and serves its discovery document and JWKS on 127.0.0.1.
 * `issuer` is the `iss` claim of its tokens and may differ from its address.
 */
export async function startTokenIssuer(options: {
  readonly issuer: string;
  readonly nowMs: () => number;
}): Promise<TokenIssuer> {
  const { issuer, nowMs } = options;
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: "RS256", use: "sig" };
  const jwks: JSONWebKeySet = { keys: [jwk] };

  const server = createServer((request, response) => {
    const document = documents[request.url ?? ""];
    response.writeHead(document ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? { error: "not_found" }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const documents: { readonly [path: string]: unknown } = {
    "/.well-known/jwks.json": jwks,
    "/.well-known/openid-configuration": {
      issuer,
      jwks_uri: `${issuer.replace(/\/$/, "")}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["token"],
      subject_types_supported: ["public"],
    },
  };

  return {
    url,
    jwks,
    tokenFor({ customerId, scopes, audience, ttlSeconds }) {
      const now = Math.floor(nowMs() / 1000);
      return new SignJWT({ scope: scopes.join(" ") })
        .setProtectedHeader({ alg: "RS256", kid: keyId })
        .setIssuer(issuer)
        .setSubject(customerId)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + ttlSeconds)
        .sign(privateKey);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
