import { nextLines } from "../../access/next-lines.ts";
import { type StageOptions, stageArguments } from "../../access/open-stage.ts";
import type { SourceSummary } from "../list/list-sources.ts";
import type { ShownMessage } from "../show/show-messages.ts";

/** After `list`: shows a message of each source that has some. */
export function afterList(
  sources: readonly Pick<SourceSummary, "source" | "count">[],
  options: StageOptions,
): readonly string[] {
  const where = stageArguments(options);
  const filled = sources.filter(({ count }) => count > 0);
  return nextLines(
    filled.map(({ source }) => `npm run dlq -- show --source ${source} --max 1${where}`),
  );
}

/** After `show`: what a redrive would do with the sources of the messages. Without `--yes` it sends nothing. */
export function afterShow(
  messages: readonly Pick<ShownMessage, "source" | "target">[],
  options: StageOptions,
): readonly string[] {
  const where = stageArguments(options);
  const redrivable = messages.filter(({ target }) => target.kind !== "none");
  const names = [...new Set(redrivable.map(({ source }) => source))];
  return nextLines(
    names.map((name) => `when the cause is fixed: npm run dlq -- redrive --source ${name}${where}`),
  );
}
