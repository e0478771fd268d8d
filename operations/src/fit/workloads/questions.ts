import { starts, type Workload } from "./workload.ts";

/** A question about a workload. */
export type Question = {
  readonly key: keyof Workload;
  readonly text: string;
  readonly kind:
    | { readonly of: "text" }
    | { readonly of: "choice"; readonly choices: readonly string[] }
    | { readonly of: "number" }
    | { readonly of: "boolean" };
};

const text = { of: "text" } as const;
const number = { of: "number" } as const;
const boolean = { of: "boolean" } as const;

/** The questions, in the order in which they are asked. */
export const questions: readonly Question[] = [
  { key: "what", text: "What does it do? One sentence", kind: text },
  { key: "start", text: "What starts one unit of work?", kind: { of: "choice", choices: starts } },
  { key: "owner", text: "Which team owns it, and its failed messages?", kind: text },
  {
    key: "payloadKb",
    text: "How large is the largest message or request, in kB? Of a stored file: the notification, 2",
    kind: number,
  },
  { key: "seconds", text: "How long do the slowest 1 % of units take, in seconds?", kind: number },
  {
    key: "divides",
    text: "Can a unit be cut into steps of a few minutes, each of which can be repeated?",
    kind: boolean,
  },
  {
    key: "callerWaitsMs",
    text: "How long may a caller wait for the answer, in ms? 0 if nobody waits",
    kind: number,
  },
  {
    key: "computingPercent",
    text: "For how much of its time does it compute, in percent? The rest it waits for others",
    kind: number,
  },
  { key: "memoryMb", text: "How much memory does it use, in MB?", kind: number },
  { key: "diskMb", text: "How much does it keep on disk at once, in MB?", kind: number },
  { key: "needsGpu", text: "Does it need a GPU?", kind: boolean },
  {
    key: "keepsInProcess",
    text: "Does a unit need what an earlier one left in memory?",
    kind: boolean,
  },
  { key: "peakPerSecond", text: "How many units start in a second at the peak?", kind: number },
  {
    key: "isRepeatable",
    text: "Is it harmless, without doing anything about it, when a unit runs twice?",
    kind: boolean,
  },
  { key: "needsOrder", text: "Must units of the same key run in order?", kind: boolean },
  {
    key: "inNetwork",
    text: "Does it reach something in a private network, such as a database?",
    kind: boolean,
  },
  { key: "callsOutside", text: "Does it call a server of a third party?", kind: boolean },
  { key: "hasPersonalData", text: "Is there personal data in it?", kind: boolean },
];

/** The answer as a value, or what is wrong with it. */
export function answerTo({ kind }: Question, given: unknown): { readonly value: unknown } | string {
  switch (kind.of) {
    case "text":
      return typeof given === "string" && given.trim() !== ""
        ? { value: given.trim() }
        : "a sentence is needed";
    case "choice":
      return kind.choices.includes(String(given))
        ? { value: given }
        : `it has to be one of ${kind.choices.join(", ")}`;
    case "number":
      return typeof given === "number" && Number.isFinite(given) && given >= 0
        ? { value: given }
        : "a number from 0 is needed";
    case "boolean":
      return typeof given === "boolean" ? { value: given } : "it has to be true or false";
  }
}
