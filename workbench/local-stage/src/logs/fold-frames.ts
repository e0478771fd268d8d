/** A frame of a package, of Node or of Lambda's runtime, after `MapFrames`: it says nothing about the program. */
const foreignFrame =
  /^\s*at .*(?:\bnode_modules\/|\bnode:|\blambda\/runtime\/bootstrap\.mjs|\/var\/runtime\/)/;

/**
 * Replaces each run of stack frames that are not in the program by a line with their number. The positions must be those of the sources:
 * in a bundle, the frames of packages look like the program's own.
 */
export function foldFrames(text: string): string {
  const lines: string[] = [];
  let folded: string[] = [];
  const unfold = () => {
    const [first] = folded;
    if (first !== undefined)
      lines.push(folded.length === 1 ? first : countOf(first, folded.length));
    folded = [];
  };
  for (const line of text.split("\n")) {
    if (foreignFrame.test(line)) folded.push(line);
    else {
      unfold();
      lines.push(line);
    }
  }
  unfold();
  return lines.join("\n");
}

function countOf(frame: string, count: number): string {
  return `${/^\s*/.exec(frame)?.[0]}… ${count} frames outside the program`;
}
