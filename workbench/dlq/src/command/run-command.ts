import { UsageError } from "@stagecraft/cli/usage-error";
import { discardPlaces } from "../discard/discard-places.ts";
import type { Filter } from "../letters/filter.ts";
import { listPlaces } from "../list/list-places.ts";
import { printList } from "../list/print-list.ts";
import { printReplay } from "../replay/print-replay.ts";
import { replayPlaces } from "../replay/replay-places.ts";
import type { Session } from "../session.ts";
import { printLetter } from "../show/print-letter.ts";
import { showLetters } from "../show/show-letters.ts";
import type { Options } from "./options.ts";
import { createProgress } from "./progress.ts";

/** What a command came to: its text, and the exit code that it asks for. */
export type CommandResult = { readonly text: string; readonly exitCode: 0 | 1 };

type Surroundings = { say(line: string): void; readonly signal: AbortSignal };

/** Runs what was asked for. @throws UsageError when a name is none of the program's. */
export async function runCommand(
  session: Session,
  options: Options,
  { say, signal }: Surroundings,
): Promise<CommandResult> {
  const filter = filterOf(session, options);
  const looked = createProgress(say);
  const onLooked = (place: string, count: number) => looked(`looked at in ${place}`, count);
  switch (options.command) {
    case "list":
      return await list(session, { ...options, filter, onLooked });
    case "show":
      return await show(session, { ...options, filter, onLooked });
    case "replay":
      return await replay(session, { ...options, filter, onLooked, signal, say });
    case "discard":
      return await discard(session, { ...options, filter, onLooked, signal });
  }
}

type Asked<Command extends Options["command"]> = Omit<
  Extract<Options, { command: Command }>,
  "filter"
> & {
  readonly filter: Filter;
  onLooked(place: string, count: number): void;
};

async function list(session: Session, options: Asked<"list">): Promise<CommandResult> {
  const places = await listPlaces(session, options);
  const { stage } = options;
  const text = options.json ? json({ stage, places }) : printList(places, session.access.nowMs());
  return { text, exitCode: 0 };
}

async function show(session: Session, options: Asked<"show">): Promise<CommandResult> {
  const letters = await showLetters(session, options);
  const missing = missingIds(
    options.filter,
    letters.map(({ id }) => id),
  );
  const nowMs = session.access.nowMs();
  const text = options.json
    ? json({ stage: options.stage, letters, missing })
    : [
        ...letters.map((letter) => printLetter(letter, nowMs)),
        ...missing.map(notSeen),
        ...(letters.length + missing.length === 0 ? ["nothing to show"] : []),
      ].join("\n\n");
  return { text, exitCode: missing.length > 0 ? 1 : 0 };
}

async function replay(
  session: Session,
  options: Asked<"replay"> & { readonly signal: AbortSignal; say(line: string): void },
): Promise<CommandResult> {
  const dealtWith = createProgress(options.say);
  const report = await replayPlaces(session, {
    filter: options.filter,
    max: options.max,
    signal: options.signal,
    applies: options.yes,
    ratePerSecond: options.rate,
    unchecked: options.unchecked,
    restart: options.restart,
    onLooked: options.onLooked,
    onOutcome: ({ result }) => dealtWith(result.kind, 1),
  });
  const isRight = report.outcomes.every(
    ({ result }) => result.kind !== "refused" && result.kind !== "failed",
  );
  const missing = missingIds(
    options.filter,
    report.outcomes.map(({ letter }) => letter.id),
  );
  const { stage, yes: applied } = options;
  const text = options.json
    ? json({ stage, applied, ...report, missing })
    : [printReplay(report), ...missing.map(notSeen)].join("\n");
  return { text, exitCode: isRight && missing.length === 0 && !report.wasInterrupted ? 0 : 1 };
}

async function discard(
  session: Session,
  options: Asked<"discard"> & { readonly signal: AbortSignal },
): Promise<CommandResult> {
  const letters = await discardPlaces(session, { ...options, applies: options.yes });
  const missing = missingIds(
    options.filter,
    letters.map(({ id }) => id),
  );
  const { stage, yes: applied, reason } = options;
  const ids = letters.map(({ place, id }) => `  ${place} ${id}`);
  const said = applied
    ? `${letters.length} discarded, kept in ${session.archiveDirectory}/discarded.jsonl`
    : `${letters.length} would be discarded. Do it with --yes.`;
  const text = options.json
    ? json({ stage, applied, reason, letters, missing })
    : [...ids, said, ...missing.map(notSeen)].join("\n");
  return { text, exitCode: missing.length > 0 || options.signal.aborted ? 1 : 0 };
}

function filterOf({ places, access }: Session, { filter }: Options): Filter {
  const { since, ...others } = filter;
  if (others.place !== undefined && places.every(({ name }) => name !== others.place)) {
    const names = places.map(({ name }) => name).join(", ");
    throw new UsageError(
      `There is no place "${others.place}" for dead letters. There are ${names}.`,
    );
  }
  if (!since) return others;
  return { ...others, sinceMs: "atMs" in since ? since.atMs : access.nowMs() - since.agoMs };
}

function missingIds({ ids = [] }: Filter, seen: readonly string[]): readonly string[] {
  return ids.filter((id) => !seen.includes(id));
}

function notSeen(id: string): string {
  return `${id} is nowhere to be seen: others may hold it just now`;
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
