import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { combineCrc } from "./combine-crc.ts";
import { type crcKinds, createCrc } from "./crc.ts";

// Check values for "123456789": https://reveng.sourceforge.io/crc-catalogue/all.htm
const checks = [
  ["CRC32", "cbf43926"],
  ["CRC32C", "e3069283"],
  ["CRC64NVME", "ae8b14860a799888"],
] as const;

function crcOf(name: keyof typeof crcKinds, ...pieces: Buffer[]) {
  const crc = createCrc(name);
  for (const piece of pieces) crc.update(piece);
  return crc.digest().toString("hex");
}

test.each(checks)("%s gives the catalogue's check value", (name, expected) => {
  expect(crcOf(name, Buffer.from("123456789"))).toBe(expected);
});

test.each(checks)("%s does not depend on how the bytes are cut", (name) => {
  const bytes = randomBytes(100);
  for (const cut of [0, 1, 7, 8, 9, 50]) {
    expect(crcOf(name, bytes.subarray(0, cut), bytes.subarray(cut))).toBe(crcOf(name, bytes));
  }
});

test.each(checks)("%s of a whole follows from those of its parts", (name) => {
  const parts = [randomBytes(1000), randomBytes(1), randomBytes(0), randomBytes(777)];
  const combined = combineCrc(
    name,
    parts.map((part) => ({
      digest: Buffer.from(crcOf(name, part), "hex"),
      sizeBytes: part.length,
    })),
  );
  expect(combined.toString("hex")).toBe(crcOf(name, ...parts));
});
