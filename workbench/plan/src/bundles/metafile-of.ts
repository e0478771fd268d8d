import type { Metafile } from "esbuild";

/** What concerns one entry point in the metafile of a build of several: the inputs that it reaches. */
export function metafileOf(entry: string, { inputs, outputs }: Metafile): Metafile {
  const reached = new Set<string>([entry]);
  for (const path of reached) {
    for (const imported of inputs[path]?.imports ?? []) {
      if (!imported.external) reached.add(imported.path);
    }
  }
  return {
    inputs: Object.fromEntries(Object.entries(inputs).filter(([path]) => reached.has(path))),
    outputs: Object.fromEntries(
      Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint === entry),
    ),
  };
}
