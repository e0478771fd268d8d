import type { SstSecretDefinition } from "@stagecraft/plan/resources/sst/sst-secrets";

/** What may give a secret its value, the first one first. */
export type SecretSources = {
  /** By whoever starts the stage. */
  readonly given: { readonly [name: string]: string };
  /** The person's environment, in which SST reads `SST_SECRET_<Name>`. */
  readonly environment: { readonly [name: string]: string | undefined };
  readonly file: { readonly [name: string]: string };
  /** Where `file` is, for the person. */
  readonly filePath: string;
};

/** The values of the secrets that somebody has set, and where each of the program's comes from, a line each. */
export type ChosenSecrets = {
  readonly values: { readonly [name: string]: string };
  /** Never with a value. */
  readonly lines: readonly string[];
};

const prefix = "SST_SECRET_";

/** Decides where the program's secrets have their values from, and says so; also what is set for a secret that it does not have. */
export function chooseSecrets(
  declared: readonly SstSecretDefinition[],
  { given, environment, file, filePath }: SecretSources,
): ChosenSecrets {
  const inEnvironment = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value]] : [],
    ),
  );
  const sources = [
    { values: given, nameOf: () => "the program that started the stage" },
    { values: inEnvironment, nameOf: (name: string) => prefix + name },
    { values: file, nameOf: () => filePath },
  ];
  const settable = ({ name }: SstSecretDefinition) =>
    `set it with ${prefix}${name} or in ${filePath}`;

  const lines = declared.map((secret) => {
    const { name, placeholder } = secret;
    const [first, ...unused] = sources.filter(({ values }) => Object.hasOwn(values, name));
    if (first) {
      const others = unused.map(({ nameOf }) => `; not ${nameOf(name)}`).join("");
      return `secret ${name}: from ${first.nameOf(name)}${others}`;
    }
    if (placeholder !== undefined) return `secret ${name}: its placeholder; ${settable(secret)}`;
    return `secret ${name}: made here; ${settable(secret)}`;
  });
  const known = new Set(declared.map(({ name }) => name));
  const strangers = sources.slice(1).flatMap(({ values, nameOf }) =>
    Object.keys(values)
      .filter((name) => !known.has(name))
      .map((name) => `${nameOf(name)} sets ${name}, and the program has no secret of that name`),
  );
  return { values: { ...file, ...inEnvironment, ...given }, lines: [...lines, ...strangers] };
}
