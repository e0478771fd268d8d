/** The bundle settings of a function: `nodejs` in its arguments. A missing setting has SST's default. */
export type BundleSettings = {
  readonly minify?: boolean;
  /** With any value, source maps are uploaded with the code. Without, SST uploads them as separate objects. */
  readonly sourcemap?: boolean;
  readonly splitting?: boolean;
  readonly banner?: string;
  readonly loader?: { readonly [extension: string]: string };
  readonly esbuild?: EsbuildSettings;
};

/** The esbuild options that SST's builder passes on. */
export type EsbuildSettings = {
  readonly external?: readonly string[];
  readonly target?: string;
  /** `false` makes no source map; an unknown kind is "linked". */
  readonly sourcemap?: boolean | string;
  readonly keepNames?: boolean;
  readonly define?: { readonly [name: string]: string };
  readonly nodePaths?: readonly string[];
  readonly mainFields?: readonly string[];
  readonly conditions?: readonly string[];
};

/** Settings of `nodejs` with which a deploy would build other code than this does. */
const unsupported = ["install", "plugins", "format", "architecture"] as const;

type Given = { readonly [name: string]: unknown } | null | undefined;

/**
 * Reads the settings that SST sends with a build.
 * @throws Error naming a setting that cannot be built here
 */
export function bundleSettingsOf(name: string, properties: Given): BundleSettings {
  const given = properties ?? {};
  for (const setting of unsupported) {
    const value = given[setting];
    const isUsual = setting === "architecture" || (setting === "format" && value === "esm");
    const isEmpty = value == null || value === "" || Object.keys(Object(value)).length === 0;
    if (!isUsual && !isEmpty) {
      throw new Error(
        `${name}: nodejs.${setting} is not supported: a deploy would build other code.`,
      );
    }
  }
  const { minify, sourcemap, splitting, banner, loader } = given;
  const esbuild = pick((given.esbuild ?? {}) as object, esbuildSettings);
  return {
    ...pick({ minify, sourcemap, splitting, banner, loader }),
    ...(Object.keys(esbuild).length > 0 ? { esbuild } : {}),
  };
}

const esbuildSettings = [
  ...["external", "target", "sourcemap", "keepNames", "define", "nodePaths", "mainFields"],
  "conditions",
];

/** The properties of these names that have a value, in this order. */
function pick(values: object, names = Object.keys(values)): object {
  const entries = new Map(Object.entries(values));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = entries.get(name);
      return value == null ? [] : [[name, value]];
    }),
  );
}
