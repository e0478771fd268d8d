import { durationText } from "@stagecraft/cli/duration-text";
import { printTable } from "@stagecraft/cli/print-table";
import { nextLines, withNext } from "../access/next-lines.ts";
import { isLocalStage, stageArguments } from "../access/open-stage.ts";
import type { Change } from "./change-intake.ts";
import type { IntakeKind } from "./intake-point.ts";
import type { IntakeState } from "./read-intake.ts";
import type { StopIntakeOptions } from "./stop-intake-options.ts";

export type PrintContext = {
  readonly options: StopIntakeOptions;
  /** The stage's time. */
  readonly nowMs: number;
};

/** What has been stopped, until when nothing is lost, and how to start it again. */
export function printStopped(
  changes: readonly Change[],
  intake: readonly IntakeState[],
  context: PrintContext,
): string {
  const { options } = context;
  const failed = changes.filter(({ outcome }) => outcome === "failed");
  const head =
    failed.length === 0
      ? `The stage ${options.stage} begins no new work: ${countText(changes)}.`
      : `The stage ${options.stage} still begins new work: ${countText(failed)} did not stop. Run it again.`;
  const before = changes.filter(({ outcome }) => outcome === "was stopped");
  const notOurs = before.filter(
    ({ kind, name }) =>
      intake.find((each) => each.kind === kind && each.name === name)?.stoppedAtMs === undefined,
  );
  return withNext(
    [
      head,
      ...(notOurs.length === 0
        ? []
        : [`Somebody else had stopped ${namesOf(notOurs)}: --start leaves that as it is.`]),
      lossText(intake, context),
      "Workflows that run go on to their end, and the payments webhook is open. Containers, if any run, are not stopped.",
    ],
    nextLines([startCommand(options)]),
  );
}

/** What has been started again. */
export function printStarted(changes: readonly Change[], { options }: PrintContext): string {
  const { stage } = options;
  if (changes.length === 0) return `Nothing of the stage ${stage} was stopped by this command.`;
  const of = (wanted: Change["outcome"]) => changes.filter(({ outcome }) => outcome === wanted);
  const [started, changed, gone, failed] = [
    of("started"),
    of("was started"),
    of("is gone"),
    of("failed"),
  ];
  const redrives = started.some(({ kind }) => kind === "asynchronous function");
  return withNext(
    [
      started.length === 0
        ? `Nothing of the stage ${stage} was started.`
        : `The stage ${stage} begins new work again: ${countText(started)}, each set as before.`,
      ...(changed.length === 0
        ? []
        : [`A deploy, or somebody, had started ${namesOf(changed)} before: left as it is.`]),
      ...(gone.length === 0 ? [] : [`${namesOf(gone)}: not deployed any more.`]),
      ...(failed.length === 0
        ? []
        : [`${countText(failed)} did not start: ${namesOf(failed)}. Run it again.`]),
      ...(redrives
        ? ["Objects that were uploaded meanwhile are dead-letter messages: redrive them."]
        : []),
    ],
    redrives ? nextLines([`npm run dlq -- list${stageArguments(options)}`]) : [],
  );
}

/** What begins new work, and whether it is stopped. */
export function printStatus(intake: readonly IntakeState[], context: PrintContext): string {
  const { options, nowMs } = context;
  const rows = intake.map(({ kind, name, isStopped, stoppedAtMs, meanwhile }) => [
    kind,
    name,
    isStopped ? "stopped" : "open",
    stoppedAtMs === undefined ? "" : `for ${durationText(Math.max(0, nowMs - stoppedAtMs))}`,
    isStopped ? meanwhile : "",
  ]);
  const isStopped = intake.some(({ stoppedAtMs }) => stoppedAtMs !== undefined);
  return withNext(
    [
      printTable(["kind", "name", "intake", "since", "meanwhile"], rows),
      ...(isStopped ? [lossText(intake, context)] : []),
    ],
    isStopped ? nextLines([startCommand(options)]) : [],
  );
}

function lossText(intake: readonly IntakeState[], { nowMs }: PrintContext): string {
  const [first] = intake
    .flatMap(({ name, lossAfterMs }) => (lossAfterMs === undefined ? [] : [{ name, lossAfterMs }]))
    .toSorted((a, b) => a.lossAfterMs - b.lossAfterMs);
  if (!first) return "Nothing that waits has a time limit.";
  const { name, lossAfterMs } = first;
  if (lossAfterMs <= nowMs) return `Data is being lost now: what waits for ${name} is too old.`;
  const until = new Date(lossAfterMs)
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, " UTC")
    .replace("T", " ");
  return `Nothing is lost until ${until}, ${durationText(lossAfterMs - nowMs)} from now: then what waits for ${name} is as old as it may be.`;
}

function startCommand(options: StopIntakeOptions): string {
  const { stage } = options;
  const named = isLocalStage(stage) ? ` --stage ${stage}` : "";
  return `npm run stop-intake -- --start${named}${stageArguments(options)}`;
}

/** `8 routes, 1 schedule` */
function countText(changes: readonly { readonly kind: IntakeKind }[]): string {
  const counts = new Map<IntakeKind, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}${count === 1 ? "" : "s"}`).join(", ");
}

const namesOf = (changes: readonly { readonly name: string }[]) =>
  changes.map(({ name }) => name).join(", ");
