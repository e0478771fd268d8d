import { readdir, readFile } from "node:fs/promises";
import { parseAnswers } from "./parse-answers.ts";
import { workloadPage } from "./workload-page.ts";
import { workloadsFolder } from "./write-workload.ts";

/** What is wrong with the pages of workloads: each must be the one of its answers. */
export async function checkWorkloads(root: string): Promise<{
  readonly checked: number;
  readonly problems: readonly string[];
}> {
  const folder = `${root}/${workloadsFolder}`;
  const files = await readdir(folder).catch(() => []);
  const names = new Set(
    files.filter((file) => /\.(json|md)$/.test(file)).map((file) => file.replace(/\.\w+$/, "")),
  );
  const problems = await Promise.all([...names].toSorted().map((name) => problemOf(folder, name)));
  return { checked: names.size, problems: problems.flatMap((problem) => problem ?? []) };
}

async function problemOf(folder: string, name: string): Promise<string | undefined> {
  const answersFile = `${workloadsFolder}/${name}.json`;
  const read = (file: string) => readFile(`${folder}/${file}`, "utf8").catch(() => undefined);
  const [answers, page] = await Promise.all([read(`${name}.json`), read(`${name}.md`)]);
  if (answers === undefined)
    return `${workloadsFolder}/${name}.md has no answers in ${answersFile}`;
  if (page === workloadPage(name, parseAnswers(answers, answersFile))) return undefined;
  return `${workloadsFolder}/${name}.md is stale: npm run fit -- --new ${name} --answers ${answersFile}`;
}
