/**
 * Reads the HTTP/1.1 messages of one connection from its chunks. Both sides of the Runtime API send a Content-Length, so
 * that they need no more of HTTP; a call costs a third of node:http's.
 *
 * @param {(message: import("./http-messages.mjs").HttpMessage) => void} onMessage
 * @returns {(chunk: Buffer) => void}
 */
export function createMessageReader(onMessage) {
  const empty = Buffer.alloc(0);
  /** @type {Buffer[]} */
  let chunks = [];
  let size = 0;
  /** @type {{ startLine: string, headers: Record<string, string>, bodyBytes: number } | undefined} */
  let head;

  function joined() {
    if (chunks.length > 1) chunks = [Buffer.concat(chunks, size)];
    return chunks[0] ?? empty;
  }

  /** @param {number} count */
  function take(count) {
    if (count === 0) return empty;
    const bytes = joined();
    size -= count;
    chunks = size === 0 ? [] : [bytes.subarray(count)];
    return bytes.subarray(0, count);
  }

  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    for (;;) {
      if (head === undefined) {
        const end = joined().indexOf("\r\n\r\n");
        if (end < 0) return;
        head = parseHead(take(end + 4).toString("latin1", 0, end));
      }
      if (size < head.bodyBytes) return;
      const { startLine, headers, bodyBytes } = head;
      head = undefined;
      onMessage({ startLine, headers, body: take(bodyBytes) });
    }
  };
}

/** @param {string} text */
function parseHead(text) {
  const [startLine = "", ...lines] = text.split("\r\n");
  /** @type {Record<string, string>} */
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { startLine, headers, bodyBytes: Number(headers["content-length"] ?? 0) };
}
