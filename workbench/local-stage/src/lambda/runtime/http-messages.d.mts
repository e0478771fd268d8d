export type HttpMessage = {
  /** `POST /path HTTP/1.1` or `HTTP/1.1 200 OK` */
  readonly startLine: string;
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
};

export function createMessageReader(
  onMessage: (message: HttpMessage) => void,
): (chunk: Buffer) => void;
