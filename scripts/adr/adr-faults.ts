import type { Adr } from "./adr.ts";
import { commandFault, type KnownCommands } from "./command-fault.ts";
import { figuresIn, numbersOf, placesOf } from "./numbers-in.ts";
import { originOf } from "./origin.ts";

const maximumLines = 80;

const parts = ["Question", "Decision", "Given up", "Evidence", "Reopen when", "Confirmed by"];

/** What an ADR lacks, without running a command: its form, a number without evidence, evidence without its number, a command that does not exist. */
export function adrFaults(adr: Adr, known: KnownCommands): readonly string[] {
  const { body, evidence } = adr;
  const lines = body.split("\n").length + 1;
  const quotes = [...evidence.computed, ...evidence.facts, ...evidence.once].map(
    ({ quoted }) => quoted,
  );
  const conditions = evidence.reopen.map(({ when }) => when);
  return [
    ...(lines < maximumLines
      ? []
      : [`has ${lines} lines; it must have fewer than ${maximumLines}`]),
    ...parts
      .filter((part) => !body.includes(`**${part}`))
      .map((part) => `has no part "**${part}**"`),
    ...[...quotes, ...evidence.names, ...conditions]
      .filter((quoted) => placesOf(quoted, body).length === 0)
      .map((quoted) => `its evidence is about "${quoted}", which its text does not have`),
    ...numbersWithoutEvidence(body, [...quotes, ...evidence.names, ...conditions]),
    ...originFaults(adr, known),
    ...commandsIn(body).flatMap((command) => commandFault(command, known) ?? []),
    ...filesIn(body)
      .filter((file) => !known.exists(file))
      .map((file) => `${file} does not exist`),
  ].map((fault) => `docs/adr/${adr.file}: ${fault}`);
}

function numbersWithoutEvidence(body: string, quotes: readonly string[]): readonly string[] {
  const covered = quotes.flatMap((quoted) => placesOf(quoted, body));
  return figuresIn(body)
    .filter(({ at }) => !covered.some(([from, to]) => at >= from && at < to))
    .map(({ at, text }) => {
      const around = body
        .slice(Math.max(0, at - 30), at + text.length + 30)
        .replaceAll(/\s+/g, " ");
      return `the number ${text} has no evidence: "...${around}..."`;
    });
}

function originFaults({ evidence }: Adr, known: KnownCommands): readonly string[] {
  const bounds = evidence.reopen.flatMap((trigger) => ("finds" in trigger ? [trigger] : []));
  const unfound = [...evidence.computed, ...bounds].flatMap((each) => {
    const from = originOf(each);
    const what = "quoted" in each ? each.quoted : each.when;
    if (from === undefined) return [`"${what}" needs either a command or a file`];
    if ("command" in from) return commandFault(from.command, known) ?? [];
    return known.exists(from.file) ? [] : [`${from.file} does not exist`];
  });
  const unequal = evidence.computed
    .filter(({ quoted, finds }) => groupsIn(finds) !== numbersOf(quoted).length)
    .map(({ quoted }) => `"${quoted}" has not as many numbers as its pattern has groups`);
  return [...unfound, ...unequal];
}

function groupsIn(finds: string): number {
  return (new RegExp(`${finds}|`).exec("")?.length ?? 1) - 1;
}

/** The `npm` commands in code spans. */
function commandsIn(body: string): readonly string[] {
  return [...body.matchAll(/`(npm run [^`]+)`/g)].map(([, command = ""]) =>
    command.replaceAll(/\s+/g, " "),
  );
}

/** The files in code spans: the tests that confirm the decision, and where the code is. */
function filesIn(body: string): readonly string[] {
  return [...body.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.\w+)`/g)].map(([, file = ""]) => file);
}
