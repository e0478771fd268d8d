import { textWidth } from "./text-width.ts";

/** Where a line may end: of a sentence after a space, of a name also before a capital letter. */
const breaks = { sentence: /(?<= )/, name: /(?<=[ /_-])|(?<=[a-z0-9])(?=[A-Z])/ };

/** A text in lines no wider than `width`, where it can be broken. */
export function wrapText(
  text: string,
  kind: keyof typeof breaks,
  { size, weight, width }: { size: number; weight: "normal" | "bold"; width: number },
): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split(breaks[kind])) {
    const longer = `${lines.at(-1) ?? ""}${part}`;
    const isRoom = textWidth(longer.trimEnd(), size, weight) <= width;
    if (lines.length > 0 && isRoom) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map((line) => line.trimEnd());
}
