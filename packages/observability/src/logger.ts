import { Logger } from "@aws-lambda-powertools/logger";
import { describeError } from "./describe-error.ts";

type FieldTypes = {
  readonly text: string;
  readonly number: number;
  readonly flag: boolean;
  readonly texts: readonly string[];
};

/** The fields that log lines may have beside their message, with their types. */
export type FieldDeclarations = { readonly [name: string]: keyof FieldTypes };

/** The fields of one log line. */
export type FieldsOf<Declared extends FieldDeclarations> = {
  -readonly [name in keyof Declared]?: FieldTypes[Declared[name]] | undefined;
};

/** Writes structured log lines, one for each unit of work. `debug` is for its beginning, and is usually switched off. */
export type Log<Fields> = {
  [level in "debug" | "info" | "warn" | "error"]: (
    message: string,
    fields: Fields,
    error?: unknown,
  ) => void;
};

/**
 * A log of JSON lines with the declared fields; any other field is dropped. Service and level come from Powertools' environment
 * variables.
 */
export function createLog<const Declared extends FieldDeclarations>(
  declared: Declared,
  logger = new Logger(),
): Log<FieldsOf<Declared>> {
  const names: (keyof Declared)[] = Object.keys(declared);
  const write =
    (level: keyof Log<unknown>) =>
    (message: string, fields: FieldsOf<Declared>, error?: unknown): void => {
      const present = names.filter((name) => fields[name] !== undefined);
      logger[level](message, {
        ...Object.fromEntries(present.map((name) => [name, fields[name]])),
        ...(error !== undefined && { fault: describeError(error) }),
      });
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
}
