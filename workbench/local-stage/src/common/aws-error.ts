/** An error in AWS's wording. `code` is the error's name as the SDK shows it; `status` its HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** The code of the older query protocol, which SQS also sends. */
  readonly queryCode: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { status?: number; queryCode?: string } = {},
  ) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = options.status ?? 400;
    this.queryCode = options.queryCode;
  }
}
