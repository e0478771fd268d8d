import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { AliasDefinition } from "@stagecraft/plan/resources/lambda/alias-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { randomNumber } from "../../common/random-number.ts";
import type { State } from "../../stage/state.ts";
import { aliasNotFound, functionNotFound, otherRevision } from "./alias-errors.ts";
import { checkRouting } from "./check-routing.ts";
import { chooseVersion } from "./choose-version.ts";
import { fingerprintOf } from "./fingerprint-of.ts";
import { keepBundle, keptBundle } from "./keep-bundle.ts";
import { type Alias, latestVersion, type PublishedVersion } from "./published-version.ts";
import { type AliasRow, openVersionStore, type VersionRow } from "./version-store.ts";

/** What an alias is to be; what is absent stays. */
export type AliasChange = {
  readonly functionVersion?: string;
  readonly weights?: { readonly [version: string]: number };
  readonly description?: string;
  /** The revision that the caller has read. */
  readonly revisionId?: string;
};

/** The published versions and the aliases of the stage's functions, in its state. */
export type LambdaVersions = {
  /** Takes changed code or configuration as `$LATEST`, and publishes it when the function does so at a deploy. */
  deploy(definition: FunctionDefinition): void;
  /**
   * Publishes the function's code and configuration as the next version; the newest version when they are the same.
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
   */
  publish(functionArn: string, description?: string): PublishedVersion;
  /** All published versions of a function, the first one first. */
  published(functionArn: string): readonly PublishedVersion[];
  /** The version that an invocation with this qualifier runs; for a weighted alias it is drawn. @throws AwsError ResourceNotFoundException */
  resolve(functionArn: string, qualifier: string): PublishedVersion;
  /** A version by its number, or `$LATEST`. @throws AwsError ResourceNotFoundException */
  find(functionArn: string, version: string): PublishedVersion;
  /** @throws AwsError ResourceNotFoundException */
  alias(functionArn: string, name: string): Alias;
  aliases(functionArn: string): readonly Alias[];
  /**
   * @throws AwsError ResourceNotFoundException, PreconditionFailedException for another revision, InvalidParameterValueException
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
   */
  updateAlias(functionArn: string, name: string, change: AliasChange): Alias;
};

export type LambdaVersionsOptions = {
  readonly state: Pick<State, "directory" | "sqlite" | "transaction">;
  readonly functions: readonly FunctionDefinition[];
  readonly aliases: readonly AliasDefinition[];
  readonly repositoryRoot: string;
  /** The same seed draws the same versions. Without it each run draws others. */
  readonly seed?: number;
  nowMs(): number;
};

/**
 * Opens the versions and aliases, and does what a deploy of the functions and aliases does: a changed function that publishes
 * gets its next version, new aliases are created, and aliases that the program no longer has are removed.
 */
export function openLambdaVersions(options: LambdaVersionsOptions): LambdaVersions {
  const { state, repositoryRoot } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const store = openVersionStore(state.sqlite);
  const folder = join(state.directory, "lambda-versions");
  const draws = new Map<string, number>();
  const startedAtMs = options.nowMs();
  /** `$LATEST` of each function. */
  const latestOf = new Map(options.functions.map((definition) => [definition.arn, definition]));
  /** Versions never change, and each invocation of an alias needs one. */
  const known = new Map<string, PublishedVersion>();

  const folderOf = (name: string, version: number) => join(folder, name, String(version));

  function publishedOf(row: VersionRow): PublishedVersion {
    const { version, description, publishedAtMs } = row;
    const definition = JSON.parse(row.definition) as FunctionDefinition;
    const bundle = keptBundle(definition.bundle, folderOf(definition.name, version));
    return {
      version: String(version),
      definition: { ...definition, bundle },
      description,
      modifiedAtMs: publishedAtMs,
    };
  }

  function latestDefinition(functionArn: string): FunctionDefinition {
    const definition = latestOf.get(functionArn);
    if (!definition) throw functionNotFound(functionArn);
    return definition;
  }

  function publish(functionArn: string, description = ""): PublishedVersion {
    const definition = latestDefinition(functionArn);
    const { arn, name } = definition;
    const fingerprint = fingerprintOf(definition);
    const latest = store.latest(arn);
    if (latest?.fingerprint === fingerprint) return publishedOf(latest);
    const row = {
      functionArn: arn,
      version: (latest?.version ?? 0) + 1,
      fingerprint,
      definition: JSON.stringify(definition),
      description,
      publishedAtMs: options.nowMs(),
    };
    keepBundle(definition.bundle, folderOf(name, row.version), repositoryRoot);
    store.insertVersion(row);
    return publishedOf(row);
  }

  function byNumber(functionArn: string, number: string): PublishedVersion {
    if (number === latestVersion) {
      const definition = latestDefinition(functionArn);
      return { version: latestVersion, definition, description: "", modifiedAtMs: startedAtMs };
    }
    const key = `${functionArn}:${number}`;
    const found = known.get(key);
    if (found) return found;
    const row = /^\d+$/.test(number) ? store.version(functionArn, Number(number)) : undefined;
    if (!row) throw functionNotFound(functionArn, number);
    const published = publishedOf(row);
    known.set(key, published);
    return published;
  }

  function findAlias(functionArn: string, name: string, call: "read" | "change" = "read"): Alias {
    const row = store.alias(functionArn, name);
    if (!row) throw aliasNotFound(`${functionArn}:${name}`, call);
    return aliasOf(row);
  }

  function putAlias(alias: Omit<Alias, "arn" | "revisionId">): Alias {
    const { weights, ...rest } = alias;
    const row = { ...rest, weights: JSON.stringify(weights), revisionId: randomUUID() };
    store.putAlias(row);
    return aliasOf(row);
  }

  /** What a deploy makes of an alias. */
  function deployAlias(declared: AliasDefinition) {
    const { functionArn, name, description, keepsVersion, keepsRouting } = declared;
    const functionVersion = declared.followsFunction
      ? String(store.latest(functionArn)?.version ?? latestVersion)
      : declared.functionVersion;
    const wanted = { functionVersion, weights: declared.additionalVersionWeights, description };
    const row = store.alias(functionArn, name);
    if (!row) return void putAlias({ functionArn, name, ...wanted });
    const before = aliasOf(row);
    const after = {
      functionArn,
      name,
      functionVersion: keepsVersion ? before.functionVersion : wanted.functionVersion,
      weights: keepsRouting ? before.weights : wanted.weights,
      // Pulumi compares a declared description with the one that it declared before.
      description: description === "" ? before.description : description,
    };
    if (!isDeepStrictEqual({ ...before, ...after }, before)) putAlias(after);
  }

  const declaredArns = new Set(options.aliases.map(({ arn }) => arn));
  state.transaction(() => {
    for (const definition of options.functions) if (definition.publish) publish(definition.arn);
    for (const declared of options.aliases) deployAlias(declared);
    for (const { functionArn, name } of store.allAliases()) {
      if (!declaredArns.has(`${functionArn}:${name}`)) store.removeAlias(functionArn, name);
    }
  });

  return {
    deploy(definition) {
      latestOf.set(definition.arn, definition);
      if (definition.publish) publish(definition.arn);
    },
    publish,
    published: (functionArn) => store.versions(functionArn).map(publishedOf),
    resolve(functionArn, qualifier) {
      const row = store.alias(functionArn, qualifier);
      if (!row) return byNumber(functionArn, qualifier);
      const n = draws.get(`${functionArn}:${qualifier}`) ?? 0;
      draws.set(`${functionArn}:${qualifier}`, n + 1);
      const random = randomNumber(seed, `alias ${functionArn}:${qualifier}`, n);
      return byNumber(functionArn, chooseVersion(aliasOf(row), random));
    },
    find: byNumber,
    alias: (functionArn, name) => findAlias(functionArn, name),
    aliases: (functionArn) => store.aliases(functionArn).map(aliasOf),
    updateAlias(functionArn, name, { revisionId, ...change }) {
      const { arn: _, revisionId: current, ...before } = findAlias(functionArn, name, "change");
      if (revisionId !== undefined && revisionId !== current) throw otherRevision();
      const after = { ...before, ...change };
      checkRouting(after.functionVersion, after.weights);
      for (const number of [after.functionVersion, ...Object.keys(after.weights)]) {
        byNumber(functionArn, number);
      }
      return putAlias(after);
    },
  };
}

function aliasOf({ weights, ...row }: AliasRow): Alias {
  return {
    ...row,
    arn: `${row.functionArn}:${row.name}`,
    weights: JSON.parse(weights) as Alias["weights"],
  };
}
