import { expect, test } from "vitest";
import { adrOf } from "../testing/adr-of.ts";
import { adrFaults } from "./adr-faults.ts";

const known = { scripts: { look: "node look.ts" }, helpPage: "", exists: () => true };

function faultsOf(...args: Parameters<typeof adrOf>): readonly string[] {
  return adrFaults(adrOf(...args), known).map((fault) =>
    fault.replace(/^docs\/adr\/0007-example.md: /, ""),
  );
}

test("an ADR whose numbers all have evidence has no fault", () => {
  const text = "It takes 20 ms for 3 calls, AWS allows 100, and the old one took 50 ms on HTTP 2.";
  expect(
    faultsOf(text, {
      computed: [
        {
          quoted: "20 ms for 3 calls",
          command: "npm run look",
          finds: "(.+) ms (.+)",
          tolerance: "exact",
        },
      ],
      facts: [{ quoted: "AWS allows 100", source: "https://example.com", date: "2026-11-30" }],
      once: [{ quoted: "took 50 ms", date: "2026-11-30", why: "its code is gone" }],
      names: ["HTTP 2"],
    }),
  ).toEqual([]);
});

test("a number without evidence is a fault", () => {
  const around = "... one? **Evidence.** It takes 20 ms. **Decision.** This one. ...";
  expect(faultsOf("It takes 20 ms.")).toEqual([`the number 20 has no evidence: "${around}"`]);
});

test("evidence about a text that is gone is a fault", () => {
  const once = [{ quoted: "30 ms", date: "2026-11-30", why: "its code is gone" }];
  expect(faultsOf("It is fast.", { once })).toEqual([
    'its evidence is about "30 ms", which its text does not have',
  ]);
});

test.each([
  [{ command: "npm run watch" }, 'package.json has no script "watch"'],
  [{}, '"20 ms" needs either a command or a file'],
  [{ command: "npm run look", file: "a.ts" }, '"20 ms" needs either a command or a file'],
])("a number of %j is a fault", (origin, fault) => {
  const computed = [{ quoted: "20 ms", finds: "(.+) ms", tolerance: "exact", ...origin }];
  expect(faultsOf("It takes 20 ms.", { computed })).toEqual([fault]);
});

test("a pattern with more groups than numbers is a fault", () => {
  const computed = [
    { quoted: "20 ms", command: "npm run look", finds: "(.+) (.+)", tolerance: "exact" },
  ];
  expect(faultsOf("It takes 20 ms.", { computed })).toEqual([
    '"20 ms" has not as many numbers as its pattern has groups',
  ]);
});

test("a command in the text that does not exist is a fault", () => {
  expect(faultsOf("`npm run watch` shows it.")).toEqual(['package.json has no script "watch"']);
});

test("a file in the text that does not exist is a fault", () => {
  const adr = adrOf("`src/gone.test.ts` shows it.");
  expect(adrFaults(adr, { ...known, exists: () => false })).toEqual([
    "docs/adr/0007-example.md: src/gone.test.ts does not exist",
  ]);
});

test("a missing part and too many lines are faults", () => {
  const adr = adrOf("It is fast.");
  const body = adr.body.replace("**Given up.**", "") + "\n".repeat(80);
  expect(adrFaults({ ...adr, body }, known)).toEqual([
    "docs/adr/0007-example.md: has 92 lines; it must have fewer than 80",
    'docs/adr/0007-example.md: has no part "**Given up**"',
  ]);
});
