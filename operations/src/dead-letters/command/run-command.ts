import { isDeepStrictEqual } from "node:util";
import { UsageError } from "@stagecraft/cli/usage-error";
import { withNext } from "../../access/next-lines.ts";
import { auditId } from "../audit/audit-id.ts";
import { discardMessages } from "../discard/discard-messages.ts";
import { listSources } from "../list/list-sources.ts";
import { printList } from "../list/print-list.ts";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import type { Filter } from "../messages/filter.ts";
import { redactMessage } from "../redaction/redact-message.ts";
import { printRedrive } from "../redrive/print-redrive.ts";
import { type RedriveReport, redriveMessages } from "../redrive/redrive-messages.ts";
import type { Session } from "../session.ts";
import { printMessage } from "../show/print-message.ts";
import { showMessages } from "../show/show-messages.ts";
import { afterList, afterShow } from "./next-commands.ts";
import type { Options } from "./options.ts";
import { createProgress } from "./progress.ts";

/** The output of a command, and its exit code. */
export type CommandResult = { readonly text: string; readonly exitCode: 0 | 1 };

type CommandContext = { say(line: string): void; readonly signal: AbortSignal };

/** Runs a command. @throws UsageError when the program has no such source. */
export async function runCommand(
  session: Session,
  options: Options,
  { say, signal }: CommandContext,
): Promise<CommandResult> {
  const filter = filterOf(session, options);
  const report = createProgress(say);
  const onScanned = (source: string, count: number) => report(`read from ${source}`, count);
  switch (options.command) {
    case "list":
      return await list(session, { ...options, filter, onScanned });
    case "show":
      return await show(session, { ...options, filter, onScanned });
    case "redrive":
      return await redrive(session, { ...options, filter, onScanned, signal, say });
    case "discard":
      return await discard(session, { ...options, filter, onScanned, signal });
  }
}

type CommandOptions<Command extends Options["command"]> = Omit<
  Extract<Options, { command: Command }>,
  "filter"
> & {
  readonly filter: Filter;
  onScanned(source: string, count: number): void;
};

async function list(session: Session, options: CommandOptions<"list">): Promise<CommandResult> {
  const sources = await listSources(session, options);
  const { stage } = options;
  const text = options.json
    ? json({ stage, sources })
    : withNext([printList(sources, session.access.nowMs())], afterList(sources, options));
  return { text, exitCode: 0 };
}

async function show(session: Session, options: CommandOptions<"show">): Promise<CommandResult> {
  const found = await showMessages(session, options);
  const messages = shownMessages(session, options, found);
  const missing = missingIds(
    options.filter,
    messages.map(({ id }) => id),
  );
  const nowMs = session.access.nowMs();
  const text = options.json
    ? json({ stage: options.stage, messages, missing })
    : withNext(
        [
          ...messages.map((message) => printMessage(message, nowMs)),
          ...missing.map(notFoundText),
          ...(messages.length + missing.length === 0 ? ["no messages"] : []),
          ...(isDeepStrictEqual(messages, found)
            ? []
            : ["Personal data is hidden. --personal prints it, and the audit says so."]),
        ],
        afterShow(messages, options),
      );
  return { text, exitCode: missing.length > 0 ? 1 : 0 };
}

async function redrive(
  session: Session,
  options: CommandOptions<"redrive"> & { readonly signal: AbortSignal; say(line: string): void },
): Promise<CommandResult> {
  const progress = createProgress(options.say);
  const report = await redriveMessages(session, {
    filter: options.filter,
    max: options.max,
    signal: options.signal,
    applies: options.yes,
    ratePerSecond: options.rate,
    unchecked: options.unchecked,
    restart: options.restart,
    onScanned: options.onScanned,
    onOutcome: ({ result }) => progress(result.kind, 1),
  });
  const succeeded = report.outcomes.every(
    ({ result }) => result.kind !== "refused" && result.kind !== "failed",
  );
  const missing = missingIds(
    options.filter,
    report.outcomes.map(({ message }) => message.id),
  );
  const { stage, yes: applied } = options;
  const text = options.json
    ? json({
        stage,
        applied,
        ...report,
        outcomes: shownOutcomes(session, options, report),
        missing,
      })
    : [printRedrive(report), ...missing.map(notFoundText)].join("\n");
  return { text, exitCode: succeeded && missing.length === 0 && !report.wasInterrupted ? 0 : 1 };
}

async function discard(
  session: Session,
  options: CommandOptions<"discard"> & { readonly signal: AbortSignal },
): Promise<CommandResult> {
  const messages = await discardMessages(session, { ...options, applies: options.yes });
  const missing = missingIds(
    options.filter,
    messages.map(({ id }) => id),
  );
  const { stage, yes: applied, reason } = options;
  const ids = messages.map(({ source, id }) => `  ${source} ${id}`);
  const summary = applied
    ? `${messages.length} discarded, with complete copies in ${session.archiveDirectory}/discarded.jsonl`
    : `${messages.length} would be discarded. Dry run: add --yes to discard.`;
  const text = options.json
    ? json({ stage, applied, reason, messages: shownMessages(session, options, messages), missing })
    : [...ids, summary, ...missing.map(notFoundText)].join("\n");
  return { text, exitCode: missing.length > 0 || options.signal.aborted ? 1 : 0 };
}

/** What is printed of messages. Personal data only by wish, and only after the audit says so. */
function shownMessages<Message extends DeadLetterMessage>(
  { contracts, audit }: Session,
  { personal }: { readonly personal: boolean },
  messages: readonly Message[],
): readonly Message[] {
  if (!personal) return messages.map((message) => redactMessage(message, contracts));
  for (const message of messages) {
    const { source } = message;
    audit.append({ command: "show", source, id: auditId(message), step: "shown" });
  }
  return messages;
}

function shownOutcomes(
  session: Session,
  options: { readonly personal: boolean },
  { outcomes }: RedriveReport,
): RedriveReport["outcomes"] {
  const messages = shownMessages(
    session,
    options,
    outcomes.map(({ message }) => message),
  );
  return outcomes.map((outcome, index) => ({
    ...outcome,
    message: messages[index] ?? outcome.message,
  }));
}

function filterOf({ sources, access }: Session, { filter }: Options): Filter {
  const { since, ...others } = filter;
  if (others.source !== undefined && sources.every(({ name }) => name !== others.source)) {
    const names = sources.map(({ name }) => name).join(", ");
    throw new UsageError(`There is no source "${others.source}". Sources: ${names}.`);
  }
  if (!since) return others;
  return { ...others, sinceMs: "atMs" in since ? since.atMs : access.nowMs() - since.agoMs };
}

function missingIds({ ids = [] }: Filter, seen: readonly string[]): readonly string[] {
  return ids.filter((id) => !seen.includes(id));
}

function notFoundText(id: string): string {
  return `${id}: not found. It may be in flight to another reader.`;
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
