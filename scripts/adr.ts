import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { durationText } from "../workbench/cli/src/duration-text.ts";
import type { ExitCode } from "../workbench/cli/src/exit-code.ts";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { UsageError } from "../workbench/cli/src/usage-error.ts";
import { wholeNumber } from "../workbench/cli/src/whole-number.ts";
import type { Adr } from "./adr/adr.ts";
import { adrFaults } from "./adr/adr-faults.ts";
import { indexPage } from "./adr/index-page.ts";
import { readAdrs, readCommandSeconds } from "./adr/read-adrs.ts";
import { type CommandResult, runEvidenceCommand } from "./adr/run-evidence-command.ts";
import { commandsOf, verifyAdr } from "./adr/verify-adrs.ts";

const help = `npm run adr -- list | verify | index [NUMBER...] [options]

  The decisions (ADRs) in docs/adr, and whether the numbers that they quote still hold.
  list      prints each ADR with its question, its stages, and how many of its numbers are computed, facts of others, or measured once
  verify    runs the commands that compute the numbers, each command once, and compares: quoted, computed, within tolerance or not.
            Also says which "reopen when" has come true. Exit 1 when a number is stale or a decision has to be taken again
  index     writes docs/adr/README.md
  NUMBER    only these ADRs, such as 7 or 0007; a command that others quote as well is run once

  --list            with verify: runs nothing; checks that each number has its evidence, that each command, option and file exists,
                    and that the index is up to date. npm test does this
  --at-most SECONDS with verify: only commands that are expected to take at most so long; reports the others as not computed

  The evidence is in docs/adr/evidence, one file for each ADR: numbers with their command or file and tolerance, facts with source and
  date, numbers that were measured once. commands.yaml has the seconds of the longer commands; a command that takes ten times as long and
  a minute more is ended. Nothing else should run on the machine.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "docs/adr");
const indexFile = "docs/adr/README.md";

await runCommand({
  name: "adr",
  help,
  options: { list: { type: "boolean", default: false }, "at-most": { type: "string" } },
  words: true,
  endsInOrder: true,
  async run({ values, positionals: [command, ...numbers] }, { signal, log }) {
    const isVerify = command === "verify";
    if (!isVerify && (values.list || values["at-most"] !== undefined)) {
      throw new UsageError("--list and --at-most belong to verify.");
    }
    const all = readAdrs(folder);
    const adrs = chosen(all, numbers);
    if (command === "list") return list(adrs);
    if (command === "index") return await writeIndex(all);
    if (isVerify && values.list) return await check(adrs, all);
    if (isVerify) {
      const atMost = values["at-most"];
      const atMostSeconds =
        atMost === undefined
          ? Number.POSITIVE_INFINITY
          : wholeNumber("--at-most", atMost, 0, 86_400);
      return await verify(adrs, { atMostSeconds, signal, log });
    }
    throw new UsageError(`There is no command "${command ?? ""}": list, verify or index.`);
  },
});

function chosen(adrs: readonly Adr[], numbers: readonly string[]): readonly Adr[] {
  if (numbers.length === 0) return adrs;
  return numbers.map((number) => {
    const adr = adrs.find((each) => each.number === number.padStart(4, "0"));
    if (adr === undefined) throw new UsageError(`There is no ADR ${number}.`);
    return adr;
  });
}

function list(adrs: readonly Adr[]): ExitCode {
  for (const { number, title, status, date, stages, question, evidence } of adrs) {
    const { computed, facts, once } = evidence;
    console.log(
      `${number} ${title}\n     ${question}\n     ${status}, ${date}; stages: ${stages.join(", ") || "none"}; ` +
        `numbers: ${computed.length} computed, ${facts.length} facts of others, ${once.length} measured once`,
    );
  }
  return 0;
}

async function writeIndex(adrs: readonly Adr[]): Promise<ExitCode> {
  const page = indexPage(adrs);
  if (page === (await currentIndex())) {
    console.log(`${indexFile} is up to date`);
    return 0;
  }
  await writeFile(join(root, indexFile), page);
  console.log(`wrote ${indexFile}`);
  return 0;
}

async function check(adrs: readonly Adr[], all: readonly Adr[]): Promise<ExitCode> {
  const seconds = readCommandSeconds(folder);
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const helpPage = await readFile(join(root, "docs/commands.md"), "utf8");
  // A clone may have deleted a folder, such as demo/: its files are not missing.
  const exists = (path: string) =>
    existsSync(join(root, path)) || !existsSync(join(root, path.split("/", 1).join()));
  const used = new Set(commandsOf(all, seconds).map(({ command }) => command));
  const faults = [
    ...adrs.flatMap((adr) => adrFaults(adr, { scripts, helpPage, exists })),
    ...[...seconds.keys()]
      .filter((command) => !used.has(command))
      .map((command) => `docs/adr/evidence/commands.yaml: no ADR uses "${command}"`),
    ...((await currentIndex()) === indexPage(all)
      ? []
      : [`${indexFile} is stale: npm run adr -- index`]),
  ];
  for (const fault of faults) console.log(fault);
  if (faults.length === 0) console.log(`${adrs.length} ADRs: each number has its evidence`);
  return faults.length === 0 ? 0 : 1;
}

async function verify(
  adrs: readonly Adr[],
  {
    atMostSeconds,
    signal,
    log,
  }: {
    readonly atMostSeconds: number;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<ExitCode> {
  const seconds = readCommandSeconds(folder);
  const commands = commandsOf(adrs, seconds).filter(
    ({ expectedSeconds }) => expectedSeconds <= atMostSeconds,
  );
  const totalSeconds = commands.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
  log(`${commands.length} commands, about ${durationText(totalSeconds * 1000)} in all`);
  const results = new Map<string, CommandResult>();
  for (const [position, { command, expectedSeconds }] of commands.entries()) {
    const expected = durationText(expectedSeconds * 1000);
    log(`${position + 1} of ${commands.length}: ${command} (about ${expected})`);
    // Machines differ, and a command that hangs must not hold up the others.
    const boundSeconds = expectedSeconds * 10 + 60;
    results.set(command, await runEvidenceCommand(command, { root, boundSeconds, signal }));
  }
  const today = new Date().toISOString().slice(0, 10);
  const counts = { holds: 0, stale: 0, "left-out": 0 };
  const marks = { holds: "ok   ", stale: "STALE", "left-out": "-    " };
  for (const adr of adrs) {
    for (const { line, outcome } of verifyAdr(adr, { root, today, results })) {
      counts[outcome] += 1;
      console.log(`${marks[outcome]} ${adr.number} ${line.replaceAll(/\s+/g, " ")}`);
    }
  }
  console.log(`${counts.holds} hold, ${counts.stale} stale, ${counts["left-out"]} not computed`);
  return counts.stale === 0 ? 0 : 1;
}

async function currentIndex(): Promise<string> {
  return await readFile(join(root, indexFile), "utf8").catch(() => "");
}
