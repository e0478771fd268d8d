import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkIssuer } from "./check-issuer.ts";

type Answer = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
};

/** An issuer at a loopback address. The response may depend on its URL. */
async function issuer(answer: (url: string) => Answer, path = ""): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url !== `${path.replace(/\/$/, "")}/.well-known/openid-configuration`) {
      response.writeHead(404).end();
      return;
    }
    const { status = 200, headers = {}, body } = answer(url);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return url;
}

const http = { protocol: "http:" };
const configuration = (given: object): Answer => ({ body: JSON.stringify(given) });

// https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig: a slash at the end goes before the path is added.
test.each(["", "/", "/pool", "/pool/"])(
  "an issuer that names itself and its keys: ok (%j)",
  async (path) => {
    const url = await issuer(
      (own) => configuration({ issuer: own, jwks_uri: `${own}/keys` }),
      path,
    );
    expect(await checkIssuer(url, http)).toMatchObject({ state: "ok" });
  },
);

test.each<[string, (url: string) => Answer, string]>([
  ["has no such page", () => ({ status: 404, body: "" }), "answers 404, not 200"],
  [
    "redirects",
    (own) => ({ status: 302, headers: { location: own }, body: "" }),
    "answers 302, not 200",
  ],
  ["is a page for people", () => ({ body: "<html></html>" }), "is not a JSON object"],
  ["is null", () => ({ body: "null" }), "is not a JSON object"],
  [
    "has another name",
    (own) => configuration({ issuer: `${own}/`, jwks_uri: `${own}/keys` }),
    'names "http://127.0.0.1:',
  ],
  ["names no issuer", (own) => configuration({ jwks_uri: own }), "names no issuer, not"],
  ["names no keys", (own) => configuration({ issuer: own }), "where the keys are (jwks_uri)"],
])("an issuer that %s is missing", async (_what, answer, says) => {
  expect(await checkIssuer(await issuer(answer), http)).toMatchObject({
    state: "missing",
    what: expect.stringContaining(says),
    fix: expect.stringContaining("http-api-jwt-authorizer.html"),
  });
});

test("an issuer that responds too late is missing", async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const given = { ...http, longestAnswerMs: 20 };
  expect(await checkIssuer(`http://127.0.0.1:${port}`, given)).toMatchObject({
    state: "missing",
    what: expect.stringContaining("did not respond within 20 ms"),
  });
});

test("an issuer without a server is missing", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(await checkIssuer(`http://127.0.0.1:${port}`, http)).toMatchObject({
    state: "missing",
    what: expect.stringContaining("did not respond (ECONNREFUSED)"),
  });
});

test.each(["http://tokens.example.com", "tokens.example.com", ""])(
  "API Gateway accepts only https: %j is missing, and not called",
  async (url) => {
    expect(await checkIssuer(url)).toMatchObject({
      state: "missing",
      what: expect.stringContaining("is not a URL that begins with https://"),
    });
  },
);
