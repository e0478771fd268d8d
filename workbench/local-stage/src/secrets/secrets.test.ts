import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { State } from "../stage/state.ts";
import { createSecrets } from "./secrets.ts";

/** Only its database is used. */
const openMemory = () => ({ sqlite: new DatabaseSync(":memory:") }) as State;

test("marks are replaced everywhere, inside strings and nested values too", () => {
  const secrets = createSecrets(openMemory(), { Key: "k1", Word: "w1" });
  const value = {
    plain: "no mark",
    text: "a {{secret:Key}} and a {{secret:Word}}, {{secret:Key}} again",
    list: ["{{secret:Word}}", 5, null, true],
    nested: { deep: { value: "{{secret:Key}}" } },
  };
  expect(secrets.fill(value)).toEqual({
    plain: "no mark",
    text: "a k1 and a w1, k1 again",
    list: ["w1", 5, null, true],
    nested: { deep: { value: "k1" } },
  });
});

test("an unset secret is created once, has 32 bytes, and is the same at the next start", () => {
  const state = openMemory();
  const made = createSecrets(state).fill("{{secret:Password}}");
  expect(Buffer.from(made, "base64")).toHaveLength(32);
  expect(createSecrets(state).fill("{{secret:Password}}")).toBe(made);
  expect(createSecrets(state).fill("{{secret:Other}}")).not.toBe(made);
  expect(createSecrets(openMemory()).fill("{{secret:Password}}")).not.toBe(made);
});

test("a given value has precedence over a created one, is not stored, and is used unchanged", () => {
  const state = openMemory();
  const made = createSecrets(state).fill("{{secret:Word}}");
  const given = "$& $1 {{secret:Other}} ";
  expect(createSecrets(state, { Word: given }).fill("<{{secret:Word}}>")).toBe(`<${given}>`);
  expect(createSecrets(state).fill("{{secret:Word}}")).toBe(made);
});

test("a placeholder is the value while none is set, with its marks replaced", () => {
  const declared = [
    { name: "Greeting", placeholder: "hello" },
    { name: "Loud", placeholder: "{{secret:Greeting}}!" },
    { name: "Silent", placeholder: "" },
  ];
  const unset = createSecrets(openMemory(), {}, declared);
  expect(unset.fill(["{{secret:Loud}}", "<{{secret:Silent}}>"])).toEqual(["hello!", "<>"]);
  const set = createSecrets(openMemory(), { Greeting: "good day" }, declared);
  expect(set.fill("{{secret:Loud}}")).toBe("good day!");
});
