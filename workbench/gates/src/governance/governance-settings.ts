/** What a program may use, and what each of its resources must have: the decisions in `infra/org/governance.json`. */
export type GovernanceSettings = {
  /** Lambda's identifiers: `nodejs24.x`. */
  readonly runtimes: readonly string[];
  readonly architectures: readonly string[];
  readonly regions: readonly string[];
  /** The tags of every resource that can have tags. */
  readonly tags: readonly string[];
  readonly licences: {
    /** SPDX identifiers of packages that are part of a function's bundle. */
    readonly bundled: readonly string[];
    /** SPDX identifiers that packages outside the bundles may have as well. */
    readonly tools: readonly string[];
  };
  /**
   * What a deploy and a removal do with the resources of each type, on a stage that keeps its data, by Pulumi's type token. Each type
   * that holds data has an entry.
   */
  readonly kept: { readonly [type: string]: Kept };
  /** How far work may multiply. */
  readonly runaway: {
    /** What one function may cost an hour when all of its concurrency is busy, in US dollars. */
    readonly functionUsdPerHour: number;
    /** The invocations that one event may cause when everything fails for as long as it is retried. */
    readonly invocationsPerEvent: number;
    /** Loops that are meant, such as `Worker > Jobs > Worker`, each with the reason why it ends. */
    readonly loops: { readonly [loop: string]: string };
  };
  /** Files whose text looks like a credential and is none, each with the reason. */
  readonly exampleSecrets: { readonly [path: string]: string };
  /** Known vulnerabilities that are accepted until a date: `npm run check:audit`. */
  readonly advisories: readonly {
    /** `GHSA-952p-6rrq-rcjv`. */
    readonly id: string;
    readonly reason: string;
    /** The last day: `2027-01-31`. */
    readonly until: string;
  }[];
};

export type Kept = {
  /** Whether a deploy refuses to delete or replace it. */
  readonly protect: boolean;
  /** Whether it stays when the stage is removed. */
  readonly retain: boolean;
  readonly reason: string;
};

/** The file with the settings, relative to the repository. */
export const settingsFile = "infra/org/governance.json";
