import type { Interface } from "node:readline/promises";
import { answerTo, type Question, questions } from "./questions.ts";
import type { Workload } from "./workload.ts";

/** The part of readline that is used here. */
export type Prompt = Pick<Interface, "question">;

/** Asks a person every question, and again after an answer that is none. @throws when the signal is aborted, or the input ends */
export async function askQuestions(
  prompt: Prompt,
  { write, signal }: { readonly write: (line: string) => void; readonly signal: AbortSignal },
): Promise<Workload> {
  const answers: { [key: string]: unknown } = {};
  for (const [index, question] of questions.entries()) {
    const label = `${index + 1}/${questions.length} ${question.text}${choicesOf(question)}: `;
    let answer = answerTo(question, typed(question, await prompt.question(label, { signal })));
    while (typeof answer === "string") {
      write(`  ${answer}`);
      answer = answerTo(question, typed(question, await prompt.question(label, { signal })));
    }
    answers[question.key] = answer.value;
  }
  return answers as unknown as Workload;
}

function choicesOf({ kind }: Question): string {
  if (kind.of === "boolean") return " (yes, no)";
  return kind.of === "choice" ? ` (${kind.choices.join(", ")})` : "";
}

/** What a person typed, in the form of an answers file. */
function typed({ kind }: Question, line: string): unknown {
  const text = line.trim();
  if (kind.of === "number") return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (kind.of !== "boolean") return text;
  if (/^y(es)?$/i.test(text)) return true;
  return /^no?$/i.test(text) ? false : text;
}
