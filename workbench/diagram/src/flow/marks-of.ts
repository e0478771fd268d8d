import { allBoxes, type Box, type Mark } from "./graph.ts";
import { uniqueMarks } from "./unique-marks.ts";

/** Every mark of the boxes and of the boxes inside them, each once. */
export function marksOf(boxes: readonly Box[]): readonly Mark[] {
  return uniqueMarks(allBoxes(boxes).flatMap(({ marks = [] }) => marks));
}
