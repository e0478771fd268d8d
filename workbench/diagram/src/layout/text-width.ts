/** Widths in em of Arial's characters, by groups of like width; others are as wide as most letters. */
const widths: readonly (readonly [characters: string, em: number])[] = [
  ["ijl'|", 0.23],
  [" .,:;!/It[]f\\", 0.28],
  ['()-r{}`"·', 0.34],
  ["ckszvxyJ*", 0.5],
  ["ABEKPSVXY&", 0.67],
  ["CDHNRUw", 0.72],
  ["GOQ", 0.78],
  ["mM", 0.83],
  ["W→%@", 0.98],
];
const most = 0.56;
const widthOf = new Map(widths.flatMap(([characters, em]) => [...characters].map((c) => [c, em])));
/** Other sans-serif fonts are wider than Arial, and bold ones still more. */
const allowance = { normal: 1.08, bold: 1.14 };

/** How wide a text is at most in a usual sans-serif font, in the unit of its size. */
export function textWidth(text: string, size: number, weight: "normal" | "bold"): number {
  const em = [...text].reduce((sum, character) => sum + (widthOf.get(character) ?? most), 0);
  return em * size * allowance[weight];
}
