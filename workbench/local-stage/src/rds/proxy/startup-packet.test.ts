import { expect, test } from "vitest";
import { parseStartupPacket, startupPacketLength } from "./startup-packet.ts";

function packet(code: number, text = ""): Buffer {
  const bytes = Buffer.alloc(8 + Buffer.byteLength(text));
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(code, 4);
  bytes.write(text, 8);
  return bytes;
}

test("a startup packet has its user and database, and is kept unchanged", () => {
  const bytes = packet(3 << 16, "user\0orders_app\0database\0orders\0options\0-c a=b\0\0");
  const startup = { kind: "startup", user: "orders_app", database: "orders", bytes };
  expect(parseStartupPacket(bytes)).toEqual(startup);
});

test("the database is the user's name when none is given", () => {
  expect(parseStartupPacket(packet((3 << 16) | 2, "user\0ann\0\0"))).toMatchObject({
    database: "ann",
  });
});

test.each([
  [80877103, "ssl-request"],
  [80877104, "gss-encryption-request"],
  [80877102, "cancel-request"],
])("request code %i is a %s", (code, kind) => {
  expect(parseStartupPacket(packet(code, "12345678")).kind).toBe(kind);
});

test("a packet without a user, or of another protocol, is refused as Postgres refuses it", () => {
  expect(parseStartupPacket(packet(3 << 16, "database\0orders\0\0"))).toMatchObject({
    sqlstate: "28000",
  });
  expect(parseStartupPacket(packet(2 << 16))).toMatchObject({ sqlstate: "0A000" });
});

test("a packet shorter than its head or longer than Postgres's limit has no length", () => {
  for (const length of [0, 7, 10_001, 0x47455420]) {
    const firstFour = Buffer.alloc(4);
    firstFour.writeUInt32BE(length);
    expect(startupPacketLength(firstFour)).toBeUndefined();
  }
  expect(startupPacketLength(packet(3 << 16))).toBe(8);
});
