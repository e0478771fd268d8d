import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Span } from "@stagecraft/local-stage/xray/span";
import { spansFile } from "@stagecraft/local-stage/xray/span-log";
import type { SpanSource } from "./span-source.ts";

/** The spans of the stage whose state is in the folder, which need not run. */
export function localSpanSource(stateDirectory: string): SpanSource {
  const file = spansFile(stateDirectory);
  return {
    async find(texts) {
      if (!existsSync(file)) return [];
      const found: Span[] = [];
      for await (const line of createInterface({ input: createReadStream(file) })) {
        if (texts.some((text) => line.includes(text))) found.push(...spanIn(line));
      }
      return found;
    },
  };
}

/** The last line may not be written completely. */
function spanIn(line: string): Span[] {
  try {
    return [JSON.parse(JSON.parse(line).line)];
  } catch {
    return [];
  }
}
