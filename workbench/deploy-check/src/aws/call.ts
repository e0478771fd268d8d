/** A call of the CLI's SDK. */
export type AwsCall = {
  /** As the credential's scope names it: `ssm`, `s3`. */
  readonly service: string;
  /** The operation where the protocol names one, else the HTTP method. */
  readonly operation: string;
  readonly url: URL;
  readonly body: Buffer;
};

export type AwsAnswer = {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Buffer;
};

/** As the protocol `json` answers: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonAnswer(status: number, value: object): AwsAnswer {
  return { status, type: "application/x-amz-json-1.1", body: JSON.stringify(value) };
}
