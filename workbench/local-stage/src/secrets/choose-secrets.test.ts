import { expect, test } from "vitest";
import { chooseSecrets } from "./choose-secrets.ts";

const nothing = { given: {}, environment: {}, file: {}, filePath: "/state/secrets.json" };

test("given values have precedence over the environment, and that over the file", () => {
  const chosen = chooseSecrets([{ name: "A" }, { name: "B" }, { name: "C" }], {
    ...nothing,
    given: { A: "given" },
    environment: { SST_SECRET_A: "e", SST_SECRET_B: "environment", PATH: "/bin" },
    file: { A: "f", B: "f", C: "file" },
  });
  expect(chosen.values).toEqual({ A: "given", B: "environment", C: "file" });
  expect(chosen.lines).toEqual([
    "secret A: from the program that started the stage; not SST_SECRET_A; not /state/secrets.json",
    "secret B: from SST_SECRET_B; not /state/secrets.json",
    "secret C: from /state/secrets.json",
  ]);
});

test("an unset secret has a line on how to set it, and an empty one is set", () => {
  const secrets = [{ name: "Made" }, { name: "Held", placeholder: "p" }, { name: "Empty" }];
  const chosen = chooseSecrets(secrets, { ...nothing, environment: { SST_SECRET_Empty: "" } });
  expect(chosen.values).toEqual({ Empty: "" });
  expect(chosen.lines).toEqual([
    "secret Made: made here; set it with SST_SECRET_Made or in /state/secrets.json",
    "secret Held: its placeholder; set it with SST_SECRET_Held or in /state/secrets.json",
    "secret Empty: from SST_SECRET_Empty",
  ]);
});

test("a name that the program does not have is named; names of object methods are no secrets", () => {
  const { lines } = chooseSecrets([{ name: "constructor" }], {
    ...nothing,
    environment: { SST_SECRET_Mistyped: "v" },
    file: { Other: "v" },
  });
  expect(lines).toEqual([
    "secret constructor: made here; set it with SST_SECRET_constructor or in /state/secrets.json",
    "SST_SECRET_Mistyped sets Mistyped, and the program has no secret of that name",
    "/state/secrets.json sets Other, and the program has no secret of that name",
  ]);
});

test("no line contains a value", () => {
  const { lines } = chooseSecrets([{ name: "A", placeholder: "hunter1" }, { name: "B" }], {
    ...nothing,
    given: { B: "hunter2" },
    environment: { SST_SECRET_X: "hunter3" },
    file: { Y: "hunter4" },
  });
  expect(lines.join("\n")).not.toContain("hunter");
});
