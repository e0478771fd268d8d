import { expect, test } from "vitest";
import { createMessageReader, type HttpMessage } from "./http-messages.mjs";

const stream = Buffer.from(
  'POST /a HTTP/1.1\r\nContent-Length: 8\r\nX-Name: a: b\r\n\r\n{"£":1}GET /b HTTP/1.1\r\n\r\nHTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n',
);
const expected = [
  ["POST /a HTTP/1.1", '{"£":1}'],
  ["GET /b HTTP/1.1", ""],
  ["HTTP/1.1 202 Accepted", ""],
];

test.each([1, 2, 7, 50, stream.length])(
  "messages are found in chunks of %i bytes",
  (chunkBytes) => {
    const messages: HttpMessage[] = [];
    const read = createMessageReader((message) => messages.push(message));
    for (let at = 0; at < stream.length; at += chunkBytes) {
      read(stream.subarray(at, at + chunkBytes));
    }
    expect(messages.map(({ startLine, body }) => [startLine, body.toString()])).toEqual(expected);
    expect(messages[0]?.headers).toEqual({ "content-length": "8", "x-name": "a: b" });
  },
);
