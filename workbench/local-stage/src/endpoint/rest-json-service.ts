import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "./aws-service.ts";

/** A call of a REST operation. */
export type RestRequest = {
  /** The variables of the path by name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON; an empty object for an empty body. */
  readonly body: unknown;
};

/** `json` is absent for an answer without a body. */
export type RestAnswer = { readonly status: number; readonly json?: object };

/** An operation with its method and path: `GET /v2/apis/{ApiId}`. */
export type RestOperation = Operation<RestRequest, RestAnswer> & { readonly route: string };

/**
 * A service with AWS's REST JSON protocol: the operation is in the method and the path.
 * @param messageMember in the body of an error: `message`, or `Message`
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJsonService(
  name: string,
  endpointName: string,
  operations: Readonly<Record<string, RestOperation>>,
  messageMember: "message" | "Message",
): AwsService {
  const type = { "content-type": "application/json" };
  const routes = Object.entries(operations).map(([operation, { route }]) => ({
    operation,
    match: compileRoute(route),
  }));
  return {
    name,
    endpointName,
    operations: operations as Readonly<Record<string, Operation>>,
    read({ method, path, query, body }) {
      for (const { operation, match } of routes) {
        const variables = match(method, path);
        if (!variables) continue;
        const input: RestRequest = {
          path: variables,
          query: new URLSearchParams(query),
          body: parse(body),
        };
        return { operation, input };
      }
      return { operation: `${method} ${path}`, input: undefined };
    },
    write(output) {
      const { status, json } = output as RestAnswer;
      return json === undefined
        ? { status, headers: {}, body: "" }
        : { status, headers: type, body: JSON.stringify(json) };
    },
    refuse: ({ status, code, message }) => ({
      status,
      headers: { ...type, "x-amzn-errortype": code },
      body: JSON.stringify({ [messageMember]: message }),
    }),
  };
}

type MatchRoute = (method: string, path: string) => Readonly<Record<string, string>> | undefined;

function compileRoute(route: string): MatchRoute {
  const [wanted = "", template = ""] = route.split(" ");
  const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  return (method, path) => {
    const found = method === wanted ? pattern.exec(path) : null;
    if (!found) return undefined;
    const variables = Object.entries(found.groups ?? {});
    return Object.fromEntries(variables.map(([name, text]) => [name, decode(text)]));
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("SerializationException", `${text} in the path is malformed.`);
  }
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("SerializationException", "The request's body is not JSON.");
  }
}
