import { expect, test } from "vitest";
import { checkPayload } from "./check-payload.ts";
import type { Contract, Payload } from "./contract.ts";

const schema = (version: number) => `https://example.com/schemas/letter.sent/${version}`;

const payload: Payload = {
  schema: "letter.sent",
  versions: [{ version: 1 }, { version: 2 }],
  writes: 2,
  accept(input) {
    const { dataschema } = input as { dataschema?: string };
    return dataschema === schema(1) || dataschema === schema(2)
      ? { ok: true, value: { dataschema: schema(2), data: "known" } }
      : { ok: false, errors: [{ path: "dataschema", message: "Must be known" }] };
  },
};

const contract = (given: Partial<Contract> = {}): Contract => ({
  name: "letters",
  via: { kind: "queue", queue: "Letters" },
  consumer: {},
  deadLetters: null,
  payload,
  ...given,
});

const event = (version: number) => JSON.stringify({ dataschema: schema(version), data: "more" });

test("what is in the newest version is sent as it is, with what this version does not know", () => {
  expect(checkPayload(event(2), contract())).toEqual({ verdict: "accepted", text: event(2) });
});

test("an old version is told in the newest", () => {
  expect(checkPayload(event(1), contract())).toEqual({
    verdict: "accepted",
    text: JSON.stringify({ dataschema: schema(2), data: "known" }),
    upcast: "letter.sent/1 to letter.sent/2",
  });
});

test("while producers still write the old version, it is sent in that", () => {
  const written = contract({ payload: { ...payload, writes: 1 } });
  expect(checkPayload(event(1), written)).toEqual({ verdict: "accepted", text: event(1) });
});

test.each([
  ["an unknown version", event(3), "letters: dataschema: Must be known"],
  ["what is no JSON", "{", "letters: it is no JSON"],
])("%s would be refused", (_what, text, why) => {
  expect(checkPayload(text, contract())).toEqual({ verdict: "rejected", why });
});

test("without a contract nobody knows", () => {
  expect(checkPayload(event(1), undefined)).toMatchObject({ verdict: "unknown" });
});

test.each<[string, Partial<Contract>]>([
  ["carries nothing", { payload: null }],
  ["is S3's own event about an object", { via: { kind: "object" } }],
  ["is Scheduler's own call", { via: { kind: "schedule" } }],
])("what %s is not looked into", (_what, given) => {
  expect(checkPayload("anything", contract(given))).toEqual({
    verdict: "accepted",
    text: "anything",
  });
});
