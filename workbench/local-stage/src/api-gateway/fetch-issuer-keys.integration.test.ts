import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { issuerKeys } from "./fetch-issuer-keys.ts";

const issuer = "https://tokens.example.com";
const configurationPath = "/.well-known/openid-configuration";

/** A fake issuer: an answer for each path. */
async function openIssuer(answers: { readonly [path: string]: unknown }) {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
test.each([issuer, `${issuer}/`])("keys come by the configuration of %s", async (name) => {
  const keys = { keys: [{ kty: "EC", kid: "1" }] };
  const here = await openIssuer({
    [configurationPath]: { jwks_uri: `${issuer}/keys.json` },
    "/keys.json": keys,
  });
  expect(await issuerKeys({ [issuer]: here })(name)).toEqual(keys);
});

test.each([
  ["nobody stands in for", "https://other.example.com"],
  ["only begins like one that somebody stands in for", `${issuer}.evil.example`],
])("an issuer that %s is refused by name", async (_what, name) => {
  const here = await openIssuer({ [configurationPath]: { jwks_uri: `${issuer}/keys.json` } });
  await expect(issuerKeys({ [issuer]: here })(name)).rejects.toThrow(
    `${name} is outside this machine, and nothing here stands in for it`,
  );
});

test("an issuer that returns an error is named with the error", async () => {
  const here = await openIssuer({});
  await expect(issuerKeys({ [issuer]: here })(issuer)).rejects.toThrow(
    `${issuer}${configurationPath} answered 404`,
  );
});
