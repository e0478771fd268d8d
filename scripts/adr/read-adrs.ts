import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { VisibleError } from "../../workbench/cli/src/visible-error.ts";
import { type Adr, Evidence, FrontMatter } from "./adr.ts";

/** All ADRs, in the order of their numbers. @throws VisibleError when one has not the form */
export function readAdrs(folder: string): readonly Adr[] {
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.md$/.test(file))
    .toSorted();
  if (files.length === 0) throw new VisibleError(`${folder} has no ADR.`);
  return files.map((file) => {
    const number = file.slice(0, 4);
    const evidenceFile = `evidence/${number}.yaml`;
    return {
      ...readAdr(file, readFileSync(join(folder, file), "utf8")),
      number,
      file,
      evidence: parsed(Evidence, evidenceFile, read(join(folder, evidenceFile))),
    };
  });
}

/** The seconds that the longer commands take, by their command lines. */
export function readCommandSeconds(folder: string): ReadonlyMap<string, number> {
  const file = "evidence/commands.yaml";
  const seconds = z.record(z.string(), z.number().positive());
  return new Map(Object.entries(parsed(seconds, file, read(join(folder, file)))));
}

function readAdr(file: string, text: string) {
  const [, matter, title, body] = /^---\n(.*?)\n---\n\n# \d{4}: ([^\n]+)\n(.*)$/s.exec(text) ?? [];
  if (matter === undefined || title === undefined || body === undefined) {
    throw new VisibleError(
      `docs/adr/${file} does not begin with its front matter (status, date, stages, question) and a title "# NNNN: ...".`,
    );
  }
  return { ...parsed(FrontMatter, file, matter), title, body };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new VisibleError(`${path} does not exist: each ADR needs its evidence.`, { cause });
  }
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  yaml: string,
): z.infer<Schema> {
  const result = schema.safeParse(parseYaml(file, yaml));
  if (result.success) return result.data;
  throw new VisibleError(`docs/adr/${file} has not the form:\n${z.prettifyError(result.error)}`);
}

function parseYaml(file: string, yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (cause) {
    throw new VisibleError(`docs/adr/${file} is no YAML: ${(cause as Error).message}`, { cause });
  }
}
