import { VisibleError } from "@stagecraft/cli/visible-error";
import { answerTo, questions } from "./questions.ts";
import type { Workload } from "./workload.ts";

/** The answers in a file are invalid. */
export class AnswersError extends VisibleError {}

/**
 * Parses the answers about a workload: one object with an answer to each question, and nothing else.
 * @throws AnswersError that names the file, the answer and the question
 */
export function parseAnswers(json: string, file: string): Workload {
  const given = objectIn(json, file);
  const unknown = Object.keys(given).filter((key) => !questions.some((each) => each.key === key));
  const problems = [
    ...unknown.map((key) => `"${key}" answers no question`),
    ...questions.flatMap((question) => {
      const { key, text } = question;
      if (!Object.hasOwn(given, key)) return [`"${key}" is missing: ${text}`];
      const answer = answerTo(question, given[key]);
      return typeof answer === "string" ? [`"${key}": ${answer}. ${text}`] : [];
    }),
  ];
  if (problems.length > 0) {
    throw new AnswersError(problems.map((problem) => `${file}: ${problem}`).join("\n"));
  }
  return given as unknown as Workload;
}

function objectIn(json: string, file: string): { readonly [key: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new AnswersError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new AnswersError(
    `${file} has to hold an object with the answers to ${questions.map(({ key }) => key).join(", ")}`,
  );
}
