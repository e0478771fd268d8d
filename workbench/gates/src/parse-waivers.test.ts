import { expect, test } from "vitest";
import { parseWaivers, WaiverError } from "./parse-waivers.ts";

const waiver = {
  rule: "iam/wildcard-action",
  resource: "Orders/OrdersRole",
  reason: "until the move",
  by: "anna",
  until: "2028-02-29",
};
const file = { file: "infra/waivers.json", gates: ["iam", "network"] };

const { until: _until, ...withoutDay } = waiver;

test("waivers are read as they are written", () => {
  expect(parseWaivers(JSON.stringify([waiver]), file)).toEqual([waiver]);
  const ofStage = { ...waiver, stage: "prod" };
  expect(parseWaivers(JSON.stringify([ofStage]), file)).toEqual([ofStage]);
  expect(parseWaivers("[]", file)).toEqual([]);
});

test.each<[unknown, string]>([
  [withoutDay, '"until" is missing'],
  [{ ...waiver, rule: undefined }, '"rule" is missing'],
  [{ ...waiver, resource: undefined }, '"resource" is missing'],
  [{ ...waiver, by: undefined }, '"by" is missing'],
  [{ ...waiver, reason: undefined }, '"reason" is missing'],
  [{ ...waiver, reason: "  " }, '"reason" has to be a string, not "  "'],
  [{ ...waiver, stage: "" }, '"stage" has to be a string, not ""'],
  [{ ...waiver, resource: 7 }, '"resource" has to be a string, not 7'],
  [{ ...waiver, until: "soon" }, '"until" is "soon", which is not a date such as 2027-01-31'],
  [
    { ...waiver, until: "2027-02-29" },
    '"until" is "2027-02-29", which is not a date such as 2027-01-31',
  ],
  [
    { ...waiver, until: "2027-1-31" },
    '"until" is "2027-1-31", which is not a date such as 2027-01-31',
  ],
  [
    { ...waiver, until: "2027-01-31T00:00:00Z" },
    '"until" is "2027-01-31T00:00:00Z", which is not a date such as 2027-01-31',
  ],
  [
    { ...waiver, untill: "x" },
    '"untill" is unknown; the fields are rule, resource, reason, by, until, stage',
  ],
  [
    { ...waiver, rule: "iamm/wildcard-action" },
    '"rule" is "iamm/wildcard-action", which is a rule of none of the gates iam, network',
  ],
  ["a text", "it is not an object with rule, resource, reason, by, until"],
  [[waiver], "it is not an object with rule, resource, reason, by, until"],
  [null, "it is not an object with rule, resource, reason, by, until"],
])("%j is refused: %s", (entry, problem) => {
  const text = JSON.stringify([waiver, entry]);
  expect(() => parseWaivers(text, file)).toThrow(`infra/waivers.json, entry 2: ${problem}`);
});

test("all problems are reported at once", () => {
  const text = JSON.stringify([{ ...withoutDay, note: "x" }, waiver, {}]);
  expect(() => parseWaivers(text, file)).toThrow(
    new WaiverError(
      [
        'entry 1: "note" is unknown; the fields are rule, resource, reason, by, until, stage',
        'entry 1: "until" is missing',
        'entry 3: "rule" is missing',
        'entry 3: "resource" is missing',
        'entry 3: "reason" is missing',
        'entry 3: "by" is missing',
        'entry 3: "until" is missing',
      ]
        .map((problem) => `infra/waivers.json, ${problem}`)
        .join("\n"),
    ),
  );
});

test.each([
  ["[{]", /^infra\/waivers\.json is not JSON: /],
  ["", /^infra\/waivers\.json is not JSON: /],
  ['{ "waivers": [] }', /^infra\/waivers\.json has to hold a list/],
])("a file with %j is refused", (text, problem) => {
  expect(() => parseWaivers(text, file)).toThrow(problem);
});
