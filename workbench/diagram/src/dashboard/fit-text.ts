import { textWidth } from "../layout/text-width.ts";

/** The text, or its beginning and an ellipsis where it is wider than `width`. */
export function fitText(
  text: string,
  { size, weight, width }: { size: number; weight: "normal" | "bold"; width: number },
): string {
  if (textWidth(text, size, weight) <= width) return text;
  const characters = [...text];
  while (characters.length > 0) {
    characters.pop();
    const shorter = `${characters.join("").trimEnd()}…`;
    if (textWidth(shorter, size, weight) <= width) return shorter;
  }
  return "";
}
