import type { Finding, Undecided } from "../../finding.ts";
import { type Client, isSet, lineOf, placeOf } from "./clients.ts";
import { isObject, unknown } from "./evaluate.ts";
import type { SourceFacts } from "./source-facts.ts";

const rule = "latency/unlimited-calls";

/** What a limit is for, by the setting of the client. */
const poolLimits: { readonly [setting: string]: string } = {
  connectionTimeoutMillis: "a server that does not answer",
  statement_timeout: "a statement that is slow or waits for a lock",
  query_timeout: "a server that is gone while a statement runs",
  idle_in_transaction_session_timeout: "a frozen environment that holds locks",
};

/** Clients and calls without a timeout: a server that does not answer holds the function until Lambda ends it. */
export function unlimitedCalls(facts: SourceFacts): readonly Finding[] {
  return clientsOnce(facts).flatMap(({ client, names }) => {
    const missing = missingLimits(client);
    if (missing.length === 0) return [];
    return [
      {
        rule,
        severity: "error" as const,
        resource: client.file.path,
        message: `${client.name} in line ${lineOf(client)} is used without ${missing.map(({ text }) => text).join(", ")}, by ${names.join(", ")}.`,
        fix: missing.map(({ fix }) => fix).join("\n"),
      },
    ];
  });
}

/** Clients whose settings the code alone does not tell. */
export function unknownLimits(facts: SourceFacts): readonly Undecided[] {
  return clientsOnce(facts)
    .filter(({ client }) => client.kind !== "declared" && client.settings === undefined)
    .map(({ client }) => ({
      rule,
      resource: client.file.path,
      message: `What ${client.name} in line ${lineOf(client)} is made with is not written where it is made, nor in constants and functions that only return.`,
      next: "Write its settings as an object, or as a call of a function that only returns one.",
    }));
}

/** Each place once, with the functions that have it. */
function clientsOnce({ functions }: SourceFacts) {
  const pairs = functions.flatMap(({ definition, clients }) =>
    clients.map((client) => ({ client, name: definition.logicalName })),
  );
  return [...Map.groupBy(pairs, ({ client }) => placeOf(client)).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [{ client: first.client, names: [...new Set(same.map(({ name }) => name))] }];
  });
}

type Missing = { readonly text: string; readonly fix: string };

function missingLimits({ kind, settings }: Client): readonly Missing[] {
  if (!settings) return [];
  switch (kind) {
    case "pool":
      return Object.entries(poolLimits)
        .filter(([setting]) => !isSet(settings, setting))
        .map(([setting, against]) => ({
          text: `${setting} (against ${against})`,
          fix: `${setting}: a number of milliseconds below the function's timeout`,
        }));
    case "fetch":
      return isSet(settings, "signal")
        ? []
        : [{ text: "a timeout", fix: "signal: AbortSignal.timeout(timeoutMs)" }];
    case "sdk":
      return missingOfSdk(settings);
    case "declared":
      return [];
  }
}

/** By default the SDK waits without end. Of HTTP/2 the handler has a timeout for sessions in place of one for connections. */
function missingOfSdk(settings: NonNullable<Client["settings"]>): readonly Missing[] {
  const { requestHandler: given } = settings;
  if (given === unknown || (given === undefined && settings[unknown])) return [];
  const handler = isObject(given) ? given : {};
  const isHttp2 = isSet(handler, "sessionTimeout") && handler[unknown] !== true;
  const needed = isHttp2
    ? ["requestTimeout"]
    : ["connectionTimeout", "requestTimeout", "throwOnRequestTimeout"];
  return needed
    .filter((setting) => !isSet(handler, setting))
    .map((setting) => ({
      text: `requestHandler.${setting}`,
      fix: `requestHandler: { ${setting}: ${setting === "throwOnRequestTimeout" ? "true" : "a number of milliseconds"} }`,
    }));
}
