import { once } from "node:events";
import { Duplex, duplexPair } from "node:stream";
import { expect, test } from "vitest";
import { pipeStreams } from "./pipe-streams.ts";

test("bytes pass both ways", async () => {
  const [client, clientEnd] = duplexPair();
  const [server, serverEnd] = duplexPair();
  pipeStreams(clientEnd, serverEnd);
  client.write("question");
  expect(String((await once(server, "data"))[0])).toBe("question");
  server.write("answer");
  expect(String((await once(client, "data"))[0])).toBe("answer");
});

test.each([0, 1])("when stream %i is destroyed or fails, so is the other", async (which) => {
  for (const cause of [undefined, new Error("lost")]) {
    const pair = [new Duplex({ read() {} }), new Duplex({ read() {} })] as const;
    pipeStreams(...pair);
    const closed = once(pair[1 - which] as Duplex, "close");
    pair[which]?.destroy(cause);
    await closed;
  }
});

test("a stream that had ended before ends the other", () => {
  const [gone, other] = [new Duplex({ read() {} }), new Duplex({ read() {} })];
  gone.destroy();
  pipeStreams(gone, other);
  expect(other.destroyed).toBe(true);
});
