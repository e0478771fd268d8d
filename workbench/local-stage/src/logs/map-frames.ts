import { createSourcePositions } from "@stagecraft/plan/bundles/source-positions";
import { framePosition } from "../lambda/environment/environment-folder.ts";

/** Maps the positions in a text with stack frames to source files; a position without a source map is not changed. */
export type MapFrames = (text: string) => string;

/**
 * Maps `bundle.mjs:112:12697` to `src/handler.ts:12:5`, relative to the repository `root`, with the source maps of the
 * Plans that were made there. A frame names its bundle; there is no map for one that was replaced more than a day ago or
 * that runs on AWS.
 */
export function createMapFrames(root: string): MapFrames {
  const positionIn = createSourcePositions(root);
  return (text) =>
    text.replace(
      framePosition,
      (frame, bundle: string, path: string, line: string, column: string) => {
        const found = positionIn(bundle, { path, line: Number(line), column: Number(column) });
        return found ? `${found.path}:${found.line}:${found.column}` : frame;
      },
    );
}
