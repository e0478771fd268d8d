import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { UsageError } from "@stagecraft/cli/usage-error";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { fitOf } from "../fit-of.ts";
import type { Verdict } from "../verdict.ts";
import { askQuestions } from "./ask-questions.ts";
import { parseAnswers } from "./parse-answers.ts";
import type { Workload } from "./workload.ts";
import { workloadFacts } from "./workload-facts.ts";
import { workloadPage } from "./workload-page.ts";

/** The folder of the pages and the answers, relative to the repository. */
export const workloadsFolder = "docs/workloads";

/**
 * Writes the page of a workload and its answers, which are from a file, or from a person at the terminal.
 * @throws UsageError without a file and without a terminal; AnswersError
 */
export async function writeWorkload(
  root: string,
  name: string,
  {
    answersFile,
    signal,
  }: { readonly answersFile: string | undefined; readonly signal: AbortSignal },
): Promise<{ readonly file: string; readonly verdict: Verdict }> {
  const workload =
    answersFile === undefined ? await askInTerminal(signal) : await readAnswers(answersFile);
  const folder = `${root}/${workloadsFolder}`;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/${name}.json`, `${JSON.stringify(workload, null, 2)}\n`);
  await writeFile(`${folder}/${name}.md`, workloadPage(name, workload));
  return { file: `${workloadsFolder}/${name}.md`, verdict: fitOf(workloadFacts(workload)).verdict };
}

async function readAnswers(file: string): Promise<Workload> {
  let json: string;
  try {
    json = await readFile(file, "utf8");
  } catch (cause) {
    throw new VisibleError(
      `${file} cannot be read: ${(cause as Error).message}. Give --answers a JSON file such as ${workloadsFolder}/webhook-fan-out.json.`,
      { cause },
    );
  }
  return parseAnswers(json, file);
}

async function askInTerminal(signal: AbortSignal): Promise<Workload> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY) {
    throw new UsageError(
      `--new asks questions in a terminal, and there is none. Give the answers with --answers FILE, such as ${workloadsFolder}/webhook-fan-out.json.`,
    );
  }
  const prompt = createInterface({ input, output });
  // A terminal that asks takes Ctrl-C for itself.
  prompt.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const end = new AbortController();
  prompt.on("close", () => end.abort(new UsageError("The input ended before the last question.")));
  const stop = AbortSignal.any([signal, end.signal]);
  try {
    return await askQuestions(prompt, {
      write: (line) => void output.write(`${line}\n`),
      signal: stop,
    });
  } catch (error) {
    stop.throwIfAborted();
    throw error;
  } finally {
    prompt.close();
  }
}
