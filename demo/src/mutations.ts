import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { copyRepository } from "./copy-repository.ts";
import { type Mutation, readMutation } from "./mutations/read-mutation.ts";
import { type Caught, runCatcher } from "./mutations/run-catcher.ts";

const help = `npm run mutations -- [NAME ...]

  Applies planted edits (demo/mutations/*.patch) to a copy of the repository, one by one, and shows what catches each.
  Exit 1 when one survives. What catches must first pass without any edit.`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const patches = join(root, "demo/mutations");
/** Neither sources nor worth a copy. */
const left = new Set([".git", "node_modules", ".sst", ".stagecraft", ".turbo"]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", default: false } },
});
if (values.help) console.log(help);
else process.exitCode = await tryMutations(positionals);

/** Gives the exit code. */
async function tryMutations(names: readonly string[]): Promise<0 | 1> {
  const all = (await readdir(patches)).filter((file) => file.endsWith(".patch")).toSorted();
  const mutations = await Promise.all(all.map((file) => readMutation(join(patches, file))));
  const chosen = mutations.filter(({ name }) => names.length === 0 || names.includes(name));
  if (chosen.length === 0) throw new Error(`There is no such mutation. See ${patches}.`);
  const copied = (await readdir(root)).filter((name) => !left.has(name));
  const copy = await copyRepository(copied);
  try {
    let survivors = 0;
    const untouched = new Map<string, Caught>();
    for (const mutation of chosen) {
      const { caughtBy } = mutation;
      const before = untouched.get(caughtBy) ?? (await runCatcher(copy.directory, caughtBy));
      untouched.set(caughtBy, before);
      const verdict = before.exitCode === 0 ? await tryOne(copy.directory, mutation) : undefined;
      if (!verdict?.isCaught) survivors += 1;
      console.log(
        lineOf(
          mutation,
          verdict ?? { isCaught: false, tail: `It fails without any edit.\n${tailOf(before)}` },
        ),
      );
    }
    console.log(`${chosen.length - survivors} of ${chosen.length} caught`);
    return survivors === 0 ? 0 : 1;
  } finally {
    await copy.remove();
  }
}

type Verdict =
  | { readonly isCaught: true; readonly line: string }
  | { readonly isCaught: false; readonly tail: string };

async function tryOne(
  directory: string,
  { patchFile, caughtBy, says }: Mutation,
): Promise<Verdict> {
  await apply(directory, patchFile);
  try {
    const caught = await runCatcher(directory, caughtBy);
    const said = says.exec(caught.output)?.[0];
    if (caught.exitCode === 0 || said === undefined)
      return { isCaught: false, tail: tailOf(caught) };
    return { isCaught: true, line: said.replaceAll(/\s+/g, " ") };
  } finally {
    await apply(directory, patchFile, "--reverse");
  }
}

async function apply(directory: string, patchFile: string, ...options: string[]) {
  await promisify(execFile)("git", ["apply", ...options, patchFile], { cwd: directory });
}

function lineOf({ name, meaning, caughtBy, says }: Mutation, verdict: Verdict): string {
  if (verdict.isCaught) return `caught    ${name} by ${caughtBy}: ${verdict.line}`;
  return `SURVIVED  ${name} (${meaning})\n  ${caughtBy} should have said ${says}, but:\n${verdict.tail}`;
}

function tailOf({ exitCode, output }: Caught): string {
  return `  exit code ${exitCode}\n  ${output.trimEnd().split("\n").slice(-15).join("\n  ")}`;
}
