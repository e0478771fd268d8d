import type { Finding } from "../../finding.ts";
import { settingsFile } from "../governance-settings.ts";
import type { TreeFacts } from "./tree-facts.ts";

const rule = "governance/secret-in-file";

/** Credentials in files, in bundles and in environments, and files that are declared to have an example of one and have none. */
export function secretInFile({
  secrets,
  settings: { exampleSecrets },
}: TreeFacts): readonly Finding[] {
  const places = new Set(secrets.map(({ place }) => place));
  return [
    ...secrets
      .filter(({ place }) => !Object.hasOwn(exampleSecrets, place))
      .map(
        ({ place, line, what }): Finding => ({
          rule,
          severity: "error",
          resource: place,
          message: `Line ${line}: ${what}. Everyone with a copy has it, and a later commit does not remove it.`,
          fix: `Revoke the credential, and keep its successor in the secret store: npx sst secret set. If it is made up, say so in "exampleSecrets" of ${settingsFile}`,
        }),
      ),
    ...Object.keys(exampleSecrets)
      .filter((path) => !places.has(path))
      .map(
        (path): Finding => ({
          rule,
          severity: "error",
          resource: path,
          message: "It is declared to have an example of a credential, and has none.",
          fix: `Remove it from "exampleSecrets" in ${settingsFile}`,
        }),
      ),
  ];
}
