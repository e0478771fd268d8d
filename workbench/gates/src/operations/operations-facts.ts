import type { Declarations } from "../contracts/declarations.ts";
import type { TelemetrySeen } from "../evidence.ts";

/** The input of the rules about what functions write. */
export type OperationsFacts = {
  readonly stage: string;
  /** The logical names of the program's functions. */
  readonly functions: ReadonlySet<string>;
  readonly declared: Pick<Declarations, "contracts" | "metrics">;
  readonly telemetry: TelemetrySeen;
};
