/** What the program says of how a function is bundled, `nodejs` in its arguments; what it leaves out is SST's default. */
export type BundleSettings = {
  readonly minify?: boolean;
  /** Whether source maps are uploaded with the code, whichever it says. Left out, SST uploads them beside the code. */
  readonly sourcemap?: boolean;
  readonly splitting?: boolean;
  readonly banner?: string;
  readonly loader?: { readonly [extension: string]: string };
  readonly esbuild?: EsbuildSettings;
};

/** Of esbuild's options those that SST's builder passes on. */
export type EsbuildSettings = {
  readonly external?: readonly string[];
  readonly target?: string;
  /** `false` makes none; anything else that is no kind of map is "linked". */
  readonly sourcemap?: boolean | string;
  readonly keepNames?: boolean;
  readonly define?: { readonly [name: string]: string };
  readonly nodePaths?: readonly string[];
  readonly mainFields?: readonly string[];
  readonly conditions?: readonly string[];
};

/** What is in `nodejs` and would be built otherwise here than at a deploy. */
const unserved = ["install", "plugins", "format", "architecture"] as const;

type Given = { readonly [name: string]: unknown } | null | undefined;

/**
 * Reads what SST sends with a build.
 * @throws Error naming a setting that cannot be built here
 */
export function bundleSettingsOf(name: string, properties: Given): BundleSettings {
  const given = properties ?? {};
  for (const setting of unserved) {
    const value = given[setting];
    const isUsual = setting === "architecture" || (setting === "format" && value === "esm");
    const isEmpty = value == null || value === "" || Object.keys(Object(value)).length === 0;
    if (!isUsual && !isEmpty) {
      throw new Error(`${name}: nodejs.${setting} is not served: a deploy would build other code.`);
    }
  }
  const { minify, sourcemap, splitting, banner, loader } = given;
  const esbuild = said((given.esbuild ?? {}) as object, esbuildSettings);
  return {
    ...said({ minify, sourcemap, splitting, banner, loader }),
    ...(Object.keys(esbuild).length > 0 ? { esbuild } : {}),
  };
}

const esbuildSettings = [
  ...["external", "target", "sourcemap", "keepNames", "define", "nodePaths", "mainFields"],
  "conditions",
];

/** What is said of these names, in their order. */
function said(values: object, names = Object.keys(values)): object {
  const entries = new Map(Object.entries(values));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = entries.get(name);
      return value == null ? [] : [[name, value]];
    }),
  );
}
