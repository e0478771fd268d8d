import {
  GetAliasCommand,
  type LambdaClient,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { type AliasNote, aliasNoteText, readAliasNote } from "./alias-note.ts";
import { CanaryError } from "./canary-error.ts";
import type { DeclaredAlias } from "./live-aliases-of.ts";

/** An alias as it is on the stage, and the versions of its function. */
export type LiveAlias = {
  /** The function's name in the program. */
  readonly logicalName: string;
  readonly functionName: string;
  readonly name: string;
  /** The version that it invokes. */
  readonly live: string;
  /** The version that gets a share of the invocations. */
  readonly canary?: { readonly version: string; readonly weight: number };
  /** The published versions, the first one first. Never empty. */
  readonly versions: readonly string[];
  readonly newest: string;
  /** When the newest one was published. */
  readonly publishedMs: number;
  readonly note: AliasNote;
  readonly revisionId?: string;
};

/**
 * Reads an alias and the versions of its function.
 * @throws CanaryError when the stage has no such alias, and other errors of Lambda's API
 */
export async function readLiveAlias(
  lambda: LambdaClient,
  { logicalName, functionName, name }: DeclaredAlias,
): Promise<LiveAlias> {
  const alias = await lambda
    .send(new GetAliasCommand({ FunctionName: functionName, Name: name }))
    .catch((cause: Error) => {
      if (cause.name !== "ResourceNotFoundException") throw cause;
      throw new CanaryError(
        `${functionName} has no alias "${name}" there. Deploy the stage first: the deploy makes it.`,
        { cause },
      );
    });
  const published: { readonly number: number; readonly atMs: number }[] = [];
  const pages = paginateListVersionsByFunction({ client: lambda }, { FunctionName: functionName });
  for await (const { Versions = [] } of pages) {
    published.push(
      ...Versions.map(({ Version, LastModified = "" }) => ({
        number: Number(Version),
        atMs: Date.parse(LastModified),
      })).filter(({ number }) => Number.isInteger(number)),
    );
  }
  published.sort((one, other) => one.number - other.number);
  const newest = published.at(-1);
  const { FunctionVersion: live = "", Description = "", RevisionId: revisionId } = alias;
  const [canary] = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
  return {
    logicalName,
    functionName,
    name,
    live,
    ...(canary ? { canary: { version: canary[0], weight: canary[1] } } : {}),
    versions: published.map(({ number }) => String(number)),
    newest: newest ? String(newest.number) : live,
    publishedMs: newest?.atMs ?? Number.NaN,
    note: readAliasNote(live, Description),
    ...(revisionId === undefined ? {} : { revisionId }),
  };
}

/** What an alias is to invoke. */
export type Routing = {
  readonly live: string;
  readonly canary?: { readonly version: string; readonly weight: number };
  readonly note?: AliasNote;
};

/**
 * Changes what an alias invokes, in one call. Returns the alias as it is then.
 * @throws CanaryError when somebody else has changed it meanwhile, and other errors of Lambda's API
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export async function routeAlias(
  lambda: LambdaClient,
  alias: LiveAlias,
  { live, canary, note }: Routing,
  nowMs: number,
): Promise<LiveAlias> {
  const AdditionalVersionWeights = canary ? { [canary.version]: canary.weight } : {};
  const { RevisionId: revisionId } = await lambda
    .send(
      new UpdateAliasCommand({
        FunctionName: alias.functionName,
        Name: alias.name,
        FunctionVersion: live,
        RoutingConfig: { AdditionalVersionWeights },
        ...(note ? { Description: aliasNoteText(live, note, nowMs) } : {}),
        ...(alias.revisionId === undefined ? {} : { RevisionId: alias.revisionId }),
      }),
    )
    .catch((cause: Error) => {
      if (cause.name !== "PreconditionFailedException") throw cause;
      throw new CanaryError(
        `Somebody else has moved the alias "${alias.name}" of ${alias.logicalName} meanwhile, and it stays as it is. See npm run canary -- status.`,
        { cause },
      );
    });
  const { canary: _, revisionId: __, ...same } = alias;
  return {
    ...same,
    live,
    ...(canary ? { canary } : {}),
    note: note ?? alias.note,
    ...(revisionId === undefined ? {} : { revisionId }),
  };
}
