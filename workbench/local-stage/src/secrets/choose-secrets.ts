import type { SstSecretDefinition } from "@stagecraft/plan/resources/sst/sst-secrets";

/** The sources of a secret's value, in order of precedence. */
export type SecretSources = {
  /** From the caller of `startStage`. */
  readonly given: { readonly [name: string]: string };
  /** The person's environment variables, from which SST reads `SST_SECRET_<Name>`. */
  readonly environment: { readonly [name: string]: string | undefined };
  readonly file: { readonly [name: string]: string };
  /** The path of `file`, for messages. */
  readonly filePath: string;
};

/** The values of the secrets that are set, and a line on the source of each of the program's secrets. */
export type ChosenSecrets = {
  readonly values: { readonly [name: string]: string };
  /** Without values. */
  readonly lines: readonly string[];
};

const prefix = "SST_SECRET_";

/**
 * Chooses the source of each of the program's secrets. The lines also name values for secrets that the program does not
 * have.
 */
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
  const undeclared = sources.slice(1).flatMap(({ values, nameOf }) =>
    Object.keys(values)
      .filter((name) => !known.has(name))
      .map((name) => `${nameOf(name)} sets ${name}, and the program has no secret of that name`),
  );
  return { values: { ...file, ...inEnvironment, ...given }, lines: [...lines, ...undeclared] };
}
