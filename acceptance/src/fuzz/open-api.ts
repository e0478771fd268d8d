/** The supported part of a JSON Schema. */
export type Schema = {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
};

type Content = { readonly [mediaType: string]: { readonly schema: Schema } };

export type Parameter = {
  readonly in: "path" | "query" | "header";
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
};

type DocumentedResponse = {
  readonly headers?: {
    readonly [name: string]: { readonly required: boolean; readonly schema: Schema };
  };
  readonly content: Content;
};

/** The supported part of an OpenAPI 3.1 operation. */
export type Operation = {
  readonly operationId: string;
  /** In capitals, as in a request. */
  readonly method: string;
  readonly path: string;
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: { readonly [status: string]: DocumentedResponse };
};

export type OpenApi = {
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: Omit<Operation, "method" | "path">;
    };
  };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};

/** Lists all operations of a document. */
export function operationsOf({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
}
