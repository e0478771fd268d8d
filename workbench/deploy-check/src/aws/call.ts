/** A call of the CLI's SDK. */
export type AwsCall = {
  /** The service in the credential scope: `ssm`, `s3`. */
  readonly service: string;
  /** The operation if the protocol has one, else the HTTP method. */
  readonly operation: string;
  readonly url: URL;
  readonly body: Buffer;
};

export type AwsAnswer = {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Buffer;
};

/** A response of the protocol `json`: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function jsonAnswer(status: number, value: object): AwsAnswer {
  return { status, type: "application/x-amz-json-1.1", body: JSON.stringify(value) };
}
