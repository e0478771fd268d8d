import { readdir, readFile } from "node:fs/promises";

/** Where the program says something: `infra/stages.ts:114`. */
export type ProgramPlaces = {
  /** Of the function, queue or stream with this logical name. */
  resource(name: string): string;
  /** Of a setting of the stage: `throttle`. */
  setting(name: string): string;
};

/** Reads the files of infra/. A place that is not found has the name of the folder or file only. */
export async function readProgramPlaces(root: string, stage: string): Promise<ProgramPlaces> {
  const names = (await readdir(`${root}/infra`)).filter((name) => name.endsWith(".ts"));
  const files = await Promise.all(
    names.map(async (name) => ({
      name: `infra/${name}`,
      text: await readFile(`${root}/infra/${name}`, "utf8"),
    })),
  );
  return programPlaces(files, stage);
}

export function programPlaces(
  files: readonly { readonly name: string; readonly text: string }[],
  stage: string,
): ProgramPlaces {
  const stagesFile = "infra/stages.ts";
  const settings = files.find(({ name }) => name === stagesFile)?.text ?? "";
  const own = settings.includes(`const ${stage}: Stage`) ? stage : "dev";
  return {
    resource(name) {
      for (const file of files) {
        // A constructor or a function of infra/ has the name as its first argument.
        const at = file.text.search(new RegExp(`\\(\\s*"${name}"\\s*,`));
        const line = file.text.indexOf(`"${name}"`, at);
        if (at >= 0) return `${file.name}:${lineOf(file.text, line)}`;
      }
      return "infra/";
    },
    setting(name) {
      const from = settings.indexOf(`const ${own}: Stage`);
      const at = settings.indexOf(`${name}:`, from);
      return from < 0 || at < 0 ? stagesFile : `${stagesFile}:${lineOf(settings, at)}`;
    },
  };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
