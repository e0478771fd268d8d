/** A function's ARN, and what follows it in a qualified ARN. */
export type FunctionArn = {
  readonly functionArn: string;
  /** A version, an alias or `$LATEST`. */
  readonly qualifier?: string;
};

/**
 * Splits a qualified ARN; an ARN without qualifier, and any other text, stays whole.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export function splitFunctionArn(arn: string): FunctionArn {
  const [, functionArn, qualifier] =
    /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+):(.+)$/.exec(arn) ?? [];
  return functionArn && qualifier ? { functionArn, qualifier } : { functionArn: arn };
}

/** The reverse of `splitFunctionArn`. */
export function qualifiedArn({
  functionArn,
  qualifier,
}: {
  readonly functionArn: string;
  readonly qualifier?: string | undefined;
}): string {
  return qualifier === undefined ? functionArn : `${functionArn}:${qualifier}`;
}
