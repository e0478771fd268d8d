import type { Metafile } from "esbuild";

/** The part of a build's metafile that belongs to one of its entry points: the inputs that it reaches. */
export function entryPointMetafile(entry: string, { inputs, outputs }: Metafile): Metafile {
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
