import type { SsmParameterDefinition } from "./ssm-parameters-of.ts";

/** What a call writes of a parameter. */
export type ParameterContent = Pick<SsmParameterDefinition, "name" | "type" | "kmsKeyArn"> & {
  readonly value: string;
  readonly tier: "Standard" | "Advanced";
};

/** A parameter of Systems Manager in its newest version. */
export type Parameter = Omit<ParameterContent, "value"> & {
  readonly arn: string;
  readonly version: number;
  /** Stage time. */
  readonly modifiedAtMs: number;
  /** The value, with secrets in place of the Plan's marks. */
  readonly readValue: () => string;
};
