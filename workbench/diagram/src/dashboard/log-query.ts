import { wrapText } from "../layout/wrap-text.ts";
import { fitText } from "./fit-text.ts";
import type { Rectangle, Shape } from "./shape.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

const lineHeight = 16;

/** The query of a log widget, a command a line: its results are not drawn. */
export function logQuery(query: string, inside: Rectangle): readonly Shape[] {
  const commands = query
    .split(/\n|\|/)
    .map((command) => command.trim())
    .filter((command) => command !== "");
  const font = { size: smallSize, weight: "normal", width: inside.width } as const;
  const lines = [
    "A query, not run here:",
    ...commands.map((command, index) => (index === 0 ? command : `| ${command}`)),
  ].flatMap((line) => wrapText(line, "sentence", font));
  const rows = Math.max(1, Math.floor(inside.height / lineHeight));
  const shown = lines.length > rows ? [...lines.slice(0, rows - 1), "…"] : lines;
  return shown.map((line, index) =>
    write(
      fitText(line, font),
      { x: inside.x, y: inside.y + index * lineHeight + smallSize, size: smallSize },
      { paint: index === 0 ? "muted" : "text" },
    ),
  );
}
