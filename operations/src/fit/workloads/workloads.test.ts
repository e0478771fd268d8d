import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fitOf } from "../fit-of.ts";
import { askQuestions } from "./ask-questions.ts";
import { parseAnswers } from "./parse-answers.ts";
import { questions } from "./questions.ts";
import type { Workload } from "./workload.ts";
import { workloadFacts } from "./workload-facts.ts";
import { workloadPage } from "./workload-page.ts";

const folder = fileURLToPath(new URL("../../../../docs/workloads", import.meta.url));

async function answersOf(name: string): Promise<Workload> {
  return parseAnswers(await readFile(`${folder}/${name}.json`, "utf8"), `${name}.json`);
}

test.each([
  ["video-transcoder", "no", ["duration", "disk"]],
  ["webhook-fan-out", "yes", []],
  ["socket-chat", "partial", []],
])("%s fits: %s", async (name, verdict, against) => {
  const fit = fitOf(workloadFacts(await answersOf(name)));
  expect(fit.verdict).toBe(verdict);
  expect(fit.checks.filter((check) => check.verdict === "no").map(({ aspect }) => aspect)).toEqual(
    against,
  );
});

test("the page has the fit and the six stages, each with a box for its exit condition", async () => {
  const page = workloadPage("socket-chat", await answersOf("socket-chat"));
  expect(page).toContain("## Fits functions: partial");
  expect(page.match(/^## \d\. /gm)).toHaveLength(6);
  expect(page).toContain("Proven by `npm run gate -- budget governance`, `npm run cost`.");
});

test("a person is asked again after an answer that is none", async () => {
  const typed: { [start: string]: readonly string[] } = {
    "What starts": ["a carrier pigeon", "message"],
    "How large": ["large", "64"],
    "Can a unit": ["perhaps", "n"],
    "Does it need a GPU": ["yes"],
  };
  const asked = new Map<string, number>();
  const said: string[] = [];
  const workload = await askQuestions(
    {
      async question(text: string) {
        const start = Object.keys(typed).find((each) => text.includes(each));
        const times = asked.get(text) ?? 0;
        asked.set(text, times + 1);
        if (start !== undefined) return typed[start]?.[times] ?? "";
        const { kind } = questions.find((each) => text.includes(each.text)) ?? {};
        return { text: "the team", choice: "message", number: "1", boolean: "no" }[
          kind?.of ?? "text"
        ];
      },
    } as Parameters<typeof askQuestions>[0],
    { write: (line) => said.push(line), signal: new AbortController().signal },
  );
  expect(workload).toMatchObject({
    what: "the team",
    start: "message",
    payloadKb: 64,
    divides: false,
    needsGpu: true,
    seconds: 1,
  });
  expect(said).toEqual([
    expect.stringContaining("it has to be one of request, message"),
    "  a number from 0 is needed",
    "  it has to be true or false",
  ]);
});

test.each([
  ["[", "a.json is not JSON"],
  ["[]", "a.json has to hold an object"],
  ["{}", 'a.json: "what" is missing: What does it do?'],
  ['{ "colour": 1 }', 'a.json: "colour" answers no question'],
  ['{ "seconds": -1 }', 'a.json: "seconds": a number from 0 is needed'],
])("answers %s are refused", (json, message) => {
  expect(() => parseAnswers(json, "a.json")).toThrow(message);
});
