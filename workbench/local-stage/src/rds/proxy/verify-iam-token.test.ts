import { AwsV4Signer } from "aws4fetch";
import { expect, test } from "vitest";
import { verifyIamToken } from "./verify-iam-token.ts";

const nowMs = Date.UTC(2026, 10, 23, 18, 2, 10);
const minuteMs = 60_000;
const credentials = {
  accessKeyId: "ASIAEXAMPLEKEY000001",
  secretAccessKey: "a/secret+of=this environment",
  sessionToken: "IQoJb3JpZ2lu+/==",
};
const expected = {
  user: "orders_app",
  endpoints: ["127.0.0.1:54321", "orders.cluster-abc.eu-west-1.rds.amazonaws.com:5432"],
  region: "eu-west-1",
  credentials,
  nowMs,
};

type TokenParts = {
  endpoint?: string;
  user?: string;
  action?: string;
  expires?: string;
  signedAtMs?: number;
  region?: string;
  service?: string;
  keys?: Partial<typeof credentials>;
};

/** As AWS has it made: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.Connecting.html */
async function makeToken(parts: TokenParts = {}): Promise<string> {
  const url = new URL(`https://${parts.endpoint ?? "127.0.0.1:54321"}/`);
  url.searchParams.set("Action", parts.action ?? "connect");
  url.searchParams.set("DBUser", parts.user ?? "orders_app");
  url.searchParams.set("X-Amz-Expires", parts.expires ?? "900");
  const signer = new AwsV4Signer({
    ...credentials,
    ...parts.keys,
    url: url.href,
    region: parts.region ?? "eu-west-1",
    service: parts.service ?? "rds-db",
    datetime: new Date(parts.signedAtMs ?? nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, ""),
    signQuery: true,
  });
  return (await signer.sign()).url.href.replace("https://", "");
}

test("a token as AWS documents it is accepted", async () => {
  const token = await makeToken();
  expect(token).toMatch(
    /^127\.0\.0\.1:54321\/\?Action=connect&DBUser=orders_app&X-Amz-Expires=900&/,
  );
  expect(verifyIamToken(token, expected)).toEqual({ ok: true });
});

test("a token for the address that AWS gives the cluster is accepted", async () => {
  const token = await makeToken({ endpoint: expected.endpoints[1] as string });
  expect(verifyIamToken(token, expected)).toEqual({ ok: true });
});

test("a user whose name needs encoding is accepted", async () => {
  const user = "o'neil(app)*!&";
  const token = await makeToken({ user });
  expect(verifyIamToken(token, { ...expected, user })).toEqual({ ok: true });
});

// "An authentication token ... has a lifetime of 15 minutes":
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
test("a token is good for 15 minutes of the stage's clock", async () => {
  const token = await makeToken();
  const at = (offsetMs: number) =>
    verifyIamToken(token, { ...expected, nowMs: nowMs + offsetMs }).ok;
  expect(at(15 * minuteMs - 1)).toBe(true);
  expect(at(15 * minuteMs)).toBe(false);
  expect(at(-5 * minuteMs)).toBe(true);
  expect(at(-5 * minuteMs - 1)).toBe(false);
});

test.each<[why: string, parts: TokenParts, reason: RegExp]>([
  ["another endpoint", { endpoint: "127.0.0.1:54322" }, /is for 127\.0\.0\.1:54322/],
  ["another user", { user: "postgres" }, /is for user postgres/],
  ["another action", { action: "execute" }, /Action/],
  ["more than 15 minutes", { expires: "901" }, /X-Amz-Expires/],
  ["no time at all", { expires: "0" }, /X-Amz-Expires/],
  ["another region", { region: "us-east-1" }, /credential/],
  ["another service", { service: "rds" }, /credential/],
  ["another environment's key", { keys: { accessKeyId: "ASIAEXAMPLEKEY000002" } }, /credential/],
  ["another secret", { keys: { secretAccessKey: "another" } }, /signature/],
  ["another session", { keys: { sessionToken: "another" } }, /X-Amz-Security-Token/],
])("a token with %s is refused", async (_, parts, reason) => {
  const verified = verifyIamToken(await makeToken(parts), expected);
  expect(verified).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

test("a token in which anything signed was changed is refused", async () => {
  const token = await makeToken({ expires: "600" });
  const longer = token.replace("X-Amz-Expires=600", "X-Amz-Expires=900");
  expect(verifyIamToken(longer, expected).ok).toBe(false);
  expect(verifyIamToken(`${token}&Extra=1`, expected).ok).toBe(false);
});

test.each(["", "secret", "127.0.0.1:54321", "127.0.0.1:54321/?a=%", "127.0.0.1:54321/?a=1&a=2"])(
  "%j is not a token",
  (password) => {
    expect(verifyIamToken(password, expected)).toMatchObject({ ok: false, reason: /not an IAM/ });
  },
);
