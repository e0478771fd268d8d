import { readdirSync, readFileSync, statSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceMapFolder } from "./source-map-folder.ts";

/** A position in a file, as a stack trace gives it: line and column begin at 1. */
export type Position = { readonly path: string; readonly line: number; readonly column: number };

/**
 * Maps a position in a bundle to its source. `bundle` is the name of the bundle's folder; the position's path is relative to it, and
 * the result's path to the repository. Undefined when there is no source map, or the map does not contain the position.
 */
export type SourcePositions = (bundle: string, position: Position) => Position | undefined;

type ReadMap = { readonly modifiedMs: number; readonly map: SourceMap | undefined };

/** Reads the source maps below `.stagecraft/plan`, each when it is first needed. */
export function createSourcePositions(root: string): SourcePositions {
  const read = new Map<string, ReadMap>();

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
    // Node gives the last mapping before the position, which may belong to another line.
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

/** Several stages may have built the same bundle: the newest map has the current lines. */
function newestMap(root: string, bundle: string, path: string): string | undefined {
  const plans = join(root, ".stagecraft", "plan");
  const files = entriesOf(plans).flatMap((stage) => {
    const file = join(plans, stage, "bundles", sourceMapFolder(basename(bundle)), `${path}.map`);
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

/** The paths in a map are relative to its own folder. */
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
