import { readdirSync, readFileSync, statSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceMapsOf } from "./source-maps-of.ts";

/** A position in a file, as a stack names it: both numbers begin at 1. */
export type Position = { readonly path: string; readonly line: number; readonly column: number };

/**
 * Finds where code of a bundle comes from: `bundle` is the name of its folder, the path of a position is the built file's
 * within it, and the answer's is relative to the repository. Undefined when no map is kept, or it does not know the position.
 */
export type SourcePositions = (bundle: string, position: Position) => Position | undefined;

type Kept = { readonly modifiedMs: number; readonly map: SourceMap | undefined };

/** Reads the source maps that the Plans of a repository have left below `.stagecraft/plan`, each when it is needed first. */
export function createSourcePositions(root: string): SourcePositions {
  const read = new Map<string, Kept>();

  function mapIn(file: string): SourceMap | undefined {
    const { mtimeMs: modifiedMs } = statSync(file);
    const before = read.get(file);
    if (before?.modifiedMs === modifiedMs) return before.map;
    const map = parsedMap(readFileSync(file, "utf8"));
    read.set(file, { modifiedMs, map });
    return map;
  }

  return (bundle, { path, line, column }) => {
    const file = newestMap(root, bundle, path);
    const found = file && mapIn(file)?.findEntry(line - 1, column - 1);
    // Node gives the mapping before the position, which may be another line's: that one says nothing of it.
    if (!file || !found || !("originalSource" in found) || found.generatedLine !== line - 1) {
      return undefined;
    }
    return {
      path: relative(root, pathOf(found.originalSource, file)),
      line: found.originalLine + 1,
      column: found.originalColumn + 1,
    };
  };
}

/** Stages of one program may have built the same bundle; whichever was built last knows today's lines. */
function newestMap(root: string, bundle: string, path: string): string | undefined {
  const plans = join(root, ".stagecraft", "plan");
  const files = entriesOf(plans).flatMap((stage) => {
    const file = join(plans, stage, "bundles", sourceMapsOf(basename(bundle)), `${path}.map`);
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() ? [{ file, modifiedMs: found.mtimeMs }] : [];
  });
  return files.toSorted((a, b) => b.modifiedMs - a.modifiedMs)[0]?.file;
}

function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** The maps stand beside where they were built, so that what they name stays relative to them. */
function pathOf(source: string, file: string): string {
  return source.startsWith("file:") ? fileURLToPath(source) : resolve(dirname(file), source);
}

function parsedMap(text: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
