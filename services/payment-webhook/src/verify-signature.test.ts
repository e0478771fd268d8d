import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { verifySignature } from "./verify-signature.ts";

const body = Buffer.from('{"id":"evt_1"}');
const secrets = ["the first secret", "the second secret"];
const now = new Date("2010-12-01T08:26:00Z");
const seconds = now.getTime() / 1000;

const mac = (secret: string, at = seconds, of: Uint8Array = body) =>
  createHmac("sha256", secret).update(`${at}.`).update(of).digest("hex");
const verify = (header: string | undefined, of: Uint8Array = body) =>
  verifySignature({ header, body: of }, { secrets, now });

test.each(secrets)("a signature with %s is genuine", (secret) => {
  expect(verify(`t=${seconds},v1=${mac(secret)}`)).toBe("genuine");
});

test("one valid signature is enough while the provider rotates its secret", () => {
  expect(verify(`t=${seconds},v1=${mac("its next")},v1=${mac("the second secret")}`)).toBe(
    "genuine",
  );
});

test("bytes that are not text are verified unchanged", () => {
  const bytes = Buffer.from([0xff, 0x00, 0xfe]);
  const signature = mac("the first secret", seconds, bytes);
  expect(verify(`t=${seconds},v1=${signature}`, bytes)).toBe("genuine");
});

test.each([
  ["no header", undefined],
  ["an empty header", ""],
  ["no signature", `t=${seconds}`],
  ["no time", `v1=${mac("the first secret")}`],
  ["a secret that is not ours", `t=${seconds},v1=${mac("another secret")}`],
  ["a signature of another time", `t=${seconds + 1},v1=${mac("the first secret")}`],
  ["a signature cut short", `t=${seconds},v1=${mac("the first secret").slice(2)}`],
  ["another scheme", `t=${seconds},v0=${mac("the first secret")}`],
])("%s is forged", (_, header) => {
  expect(verify(header)).toBe("forged");
});

test("a body that was changed is forged", () => {
  const header = `t=${seconds},v1=${mac("the first secret")}`;
  expect(verify(header, Buffer.from('{"id":"evt_2"}'))).toBe("forged");
});

test.each([
  [-300, "genuine"],
  [-301, "replayed"],
  [300, "genuine"],
  [301, "replayed"],
])("a signature of %i seconds from now is %s", (offset, verdict) => {
  const at = seconds + offset;
  expect(verify(`t=${at},v1=${mac("the first secret", at)}`)).toBe(verdict);
});
