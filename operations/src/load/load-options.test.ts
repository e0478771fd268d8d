import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { loadOptions, readLoadOptions } from "./load-options.ts";

const jwt = (claims: object) =>
  ["{}", JSON.stringify(claims), "signature"]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");
const token = jwt({ sub: "cus_1" });

function read(args: readonly string[], given: string | undefined = token) {
  return readLoadOptions(
    parseArgs({ args: [...args], options: loadOptions, allowPositionals: true }),
    given,
  );
}

test("without options it is a steady load on a system of its own", () => {
  expect(read([])).toEqual({
    shape: { profile: "steady", ratePerSecond: 10, seconds: 60 },
    seed: 1,
    json: false,
  });
});

test("a soak lasts ten minutes unless it is said", () => {
  expect(read(["--profile", "soak"]).shape.seconds).toBe(600);
  expect(read(["--profile", "soak", "--seconds", "30"]).shape.seconds).toBe(30);
});

const dev = ["--url", "https://api.example.com/", "--stage", "dev", "--product", "TEST"];

test("a load on a running stage needs its URL, its name, a product and a token", () => {
  expect(read(dev).target).toMatchObject({
    stage: "dev",
    url: "https://api.example.com",
    product: "TEST",
  });
});

test.each([
  ["a profile that does not exist", ["--profile", "storm"], 'There is no profile "storm".'],
  ["no rate", ["--rate", "0"], "--rate"],
  ["more than an hour", ["--seconds", "3601"], "--seconds"],
  ["a stage without its URL", ["--stage", "dev"], "--stage is only allowed with --url."],
  [
    "a URL without its stage",
    dev.filter((each) => !["--stage", "dev"].includes(each)),
    "Set the stage",
  ],
  [
    "a stage that does not exist",
    dev.map((each) => (each === "dev" ? "production" : each)),
    "Set the stage",
  ],
  [
    "prod by mistake",
    dev.map((each) => (each === "dev" ? "prod" : each)),
    "Add --yes if that is meant.",
  ],
  ["a URL without encryption", ["--url", "http://api.example.com", ...dev.slice(2)], "unencrypted"],
  ["no product", dev.slice(0, 4), "Set --product"],
])("%s is refused", (_what, args, message) => {
  expect(() => read(args)).toThrow(message);
});

test("a load on a running stage without a token is refused", () => {
  expect(() => read(dev, "")).toThrow("SMOKE_TOKEN");
});
