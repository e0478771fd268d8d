import { AwsError } from "./aws-error.ts";

/** A line for each definition that cannot be run. */
export type CompileErrors = {
  /** What AWS refuses at a deploy. */
  readonly refused: readonly string[];
  /** What is valid there, and not implemented here. */
  readonly notImplemented: readonly string[];
};

/** The definitions that were compiled, and the errors of the others. */
export type CompiledEach<Compiled> = CompileErrors & { readonly compiled: readonly Compiled[] };

/**
 * Compiles definitions of a Plan; one that fails does not keep the others from it.
 * @param what the kind of definition, for the lines: `alarm`
 */
export function compileEach<Definition extends { readonly logicalName: string }, Compiled>(
  what: string,
  definitions: readonly Definition[],
  compile: (definition: Definition) => Compiled,
): CompiledEach<Compiled> {
  const compiled: Compiled[] = [];
  const refused: string[] = [];
  const notImplemented: string[] = [];
  for (const definition of definitions) {
    try {
      compiled.push(compile(definition));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const lines = error.code === "NotImplemented" ? notImplemented : refused;
      lines.push(`${what} ${definition.logicalName}: ${error.message}`);
    }
  }
  return { compiled, refused, notImplemented };
}
