import type { StreamedAnswer } from "../../endpoint/streaming-service.ts";
import { writeXml, type XmlContent } from "./write-xml.ts";

/** A document as a response. */
export function xmlAnswer(
  root: string,
  content: XmlContent,
  headers: { readonly [name: string]: string } = {},
): StreamedAnswer {
  const body = writeXml(root, content);
  return {
    status: 200,
    headers: {
      ...headers,
      "content-type": "application/xml",
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
  };
}
