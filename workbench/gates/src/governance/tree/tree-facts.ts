import type { GovernanceSettings } from "../governance-settings.ts";
import type { LockedPackage } from "./lockfile.ts";
import type { SecretScan } from "./secrets-in-files.ts";

/** The input of the rules about the repository. */
export type TreeFacts = {
  readonly settings: GovernanceSettings;
  readonly packages: readonly LockedPackage[];
  /** The install scripts that the root's package.json allows, by package name. */
  readonly allowedScripts: { readonly [name: string]: boolean };
  /** The paths of installed packages with code in a function's bundle, and the functions. */
  readonly bundled: ReadonlyMap<string, readonly string[]>;
  readonly secrets: SecretScan["secrets"];
};
