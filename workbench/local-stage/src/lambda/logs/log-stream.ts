import { StringDecoder } from "node:string_decoder";

/** Merges the lines of a process and the platform's records about it in the right order. */
export type LogStream = {
  output(chunk: Buffer): void;
  /** Writes a platform record after the process's first `afterBytes` bytes; undefined is no record. */
  platform(line: string | undefined, afterBytes: number): void;
  /** Resolves when the process's first `afterBytes` bytes are read, or it has ended. */
  received(afterBytes: number): Promise<void>;
  /** The process has ended: writes the rest and counts the next process's bytes from zero. */
  endOfProcess(): void;
};

export function createLogStream(write: (line: string) => void): LogStream {
  const held: { readonly line: string; readonly afterBytes: number }[] = [];
  let waiting: { readonly afterBytes: number; resolve(): void }[] = [];
  let decoder = new StringDecoder("utf8");
  let receivedBytes = 0;
  let unfinished = "";

  function take(bytes: Buffer) {
    receivedBytes += bytes.length;
    const lines = (unfinished + decoder.write(bytes)).split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines) write(line.replaceAll("\r", "\n"));
  }

  /** Notifies those who wait for so many bytes. */
  function notify(bytes: number) {
    for (const { afterBytes, resolve } of waiting) if (afterBytes <= bytes) resolve();
    waiting = waiting.filter(({ afterBytes }) => afterBytes > bytes);
  }

  function writePlatform(line: string) {
    if (unfinished !== "") write(unfinished.replaceAll("\r", "\n"));
    unfinished = "";
    write(line);
  }

  return {
    output(chunk) {
      let rest = chunk;
      let next = held[0];
      while (next !== undefined && receivedBytes + rest.length >= next.afterBytes) {
        const count = Math.max(0, next.afterBytes - receivedBytes);
        take(rest.subarray(0, count));
        rest = rest.subarray(count);
        writePlatform(next.line);
        held.shift();
        next = held[0];
      }
      take(rest);
      notify(receivedBytes);
    },
    received(afterBytes) {
      if (receivedBytes >= afterBytes) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ afterBytes, resolve }));
    },
    platform(line, afterBytes) {
      if (line === undefined) return;
      if (held.length === 0 && receivedBytes >= afterBytes) writePlatform(line);
      else held.push({ line, afterBytes });
    },
    endOfProcess() {
      unfinished += decoder.end();
      if (unfinished !== "") write(unfinished.replaceAll("\r", "\n"));
      for (const { line } of held.splice(0)) write(line);
      decoder = new StringDecoder("utf8");
      receivedBytes = 0;
      unfinished = "";
      notify(Number.POSITIVE_INFINITY);
    },
  };
}
