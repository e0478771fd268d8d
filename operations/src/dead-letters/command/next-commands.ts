import { type StageOptions, stageArguments } from "../../access/open-stage.ts";
import type { SourceSummary } from "../list/list-sources.ts";
import type { ShownMessage } from "../show/show-messages.ts";

/** After `list`: shows a message of each source that has some. */
export function afterList(
  sources: readonly Pick<SourceSummary, "source" | "count">[],
  options: StageOptions,
): readonly string[] {
  const where = stageArguments(options);
  return sources
    .filter(({ count }) => count > 0)
    .map(({ source }) => `  next  npm run dlq -- show --source ${source} --max 1${where}`);
}

/** After `show`: what a redrive would do with the sources of the messages. Without `--yes` it sends nothing. */
export function afterShow(
  messages: readonly Pick<ShownMessage, "source" | "target">[],
  options: StageOptions,
): readonly string[] {
  const where = stageArguments(options);
  const redrivable = messages.filter(({ target }) => target.kind !== "none");
  return [...new Set(redrivable.map(({ source }) => source))].map(
    (source) =>
      `  next  when the cause is fixed: npm run dlq -- redrive --source ${source}${where}`,
  );
}
