import { access } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonSchema } from "./schema/json-schema.ts";

/** The folder in which a program declares its contracts and stores the released ones. */
export const contractsFolder = "packages/contracts";

const module = `${contractsFolder}/src/declarations.ts`;

/** A program's declarations of the messages between its processes, as far as this gate reads them. */
export type Declarations = {
  readonly contracts: readonly Contract[];
  /** By schema and version. */
  readonly schemas: { readonly [schema: string]: { readonly [version: string]: JsonSchema } };
  /** OpenAPI 3.1. */
  readonly openApi: OpenApi;
  /** A dimension is beside `service`, which every metric has. */
  readonly metrics: {
    readonly [name: string]: { readonly unit: string; readonly dimension?: string };
  };
  /** The paths of the personal fields: `data.customerId`, `lines[].note`. */
  readonly personal: {
    readonly schemas: {
      readonly [schema: string]: { readonly [version: string]: readonly string[] };
    };
    /** By operation of the HTTP API. */
    readonly operations: { readonly [operationId: string]: readonly string[] };
  };
};

/** A contract. Its names are those of the program's functions, queues and the like. */
export type Contract = {
  readonly name: string;
  readonly via: Via;
  readonly payload: {
    readonly schema: string;
    readonly accepts: readonly number[];
    readonly writes: number;
  } | null;
  readonly producers: readonly Party[];
  /** Functions that forward messages of others. */
  readonly carriers?: readonly string[];
  readonly consumer: Party;
  readonly idempotency: {
    readonly by: "nature" | "transaction" | "record";
    readonly where?: string;
    readonly keptSeconds?: number | "for ever";
  };
  readonly deadLetters: {
    readonly source: string;
    readonly retentionSeconds: number;
  } | null;
  /** The objective. */
  readonly latency?: {
    readonly p95Ms: number;
    readonly p99Ms: number;
    /** From where to where: `at the API, warm`. */
    readonly measured: string;
  };
  /** The function whose call an outside party answers with this request. */
  readonly answersTo?: string;
  /** The stages that do not have this channel. */
  readonly notOn?: readonly string[];
};

export type Party = { readonly inside: string } | { readonly outside: string };

export type Via =
  | {
      readonly kind: "queue";
      readonly queue: string;
      readonly visibilityTimeoutSeconds: number;
      readonly deliveries: number;
      readonly retentionSeconds: number;
    }
  | {
      readonly kind: "stream";
      readonly stream: string;
      readonly retries: number;
      readonly bisect: boolean;
      readonly maximumAgeSeconds: number;
      readonly retentionSeconds: number;
    }
  | (AsyncInvocation & {
      readonly kind: "object";
      readonly bucket: string;
      readonly prefix: string;
      readonly suffix: string;
    })
  | (AsyncInvocation & {
      readonly kind: "schedule";
      readonly schedule: string;
      readonly schedulerRetries: number;
    })
  | {
      readonly kind: "http";
      readonly api: string;
      readonly route: string;
      /** Null: without a limit. */
      readonly repeatsForSeconds: number | null;
    }
  | { readonly kind: "workflow"; readonly machine: string; readonly timeoutSeconds: number }
  | {
      readonly kind: "task";
      readonly machine: string;
      readonly state: string;
      readonly timeoutSeconds: number;
      readonly heartbeatSeconds?: number;
    }
  | { readonly kind: "deploy"; readonly invocation: string }
  | { readonly kind: "operator" }
  | { readonly kind: "report"; readonly bucket: string; readonly prefix: string }
  | { readonly kind: "call"; readonly route: string };

type AsyncInvocation = { readonly retries: number; readonly maximumAgeSeconds: number };

/** An OpenAPI 3.1 document, as far as this gate reads it. */
export type OpenApi = {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components?: { readonly schemas?: { readonly [name: string]: JsonSchema } };
};

export type Operation = {
  readonly operationId?: string;
  readonly security?: readonly { readonly [scheme: string]: readonly string[] }[];
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema?: JsonSchema;
  }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses?: {
    readonly [status: string]: {
      readonly headers?: {
        readonly [name: string]: { readonly required?: boolean; readonly schema?: JsonSchema };
      };
      readonly content?: Content;
    };
  };
};

export type Content = { readonly [mediaType: string]: { readonly schema?: JsonSchema } };

/**
 * Reads the declarations of the program in `root`: the result of `declarations()`, which its module exports.
 * @throws Error when the module is missing
 */
export async function readDeclarations(root: string): Promise<Declarations> {
  const found = await findDeclarations(root);
  if (found) return found;
  throw new Error(`The program declares no contracts: there is no ${module}.`);
}

/** The declarations of the program in `root`. Undefined when it declares none. */
export async function findDeclarations(root: string): Promise<Declarations | undefined> {
  const file = join(root, module);
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) return undefined;
  const { declarations } = (await import(pathToFileURL(file).href)) as {
    declarations: () => Declarations;
  };
  return declarations();
}

/** The function or workflow of the program. Undefined for a party outside. */
export function insideOf(party: Party): string | undefined {
  return "inside" in party ? party.inside : undefined;
}
