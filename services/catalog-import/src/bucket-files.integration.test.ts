import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { bucketFiles } from "./bucket-files.ts";

type LoggedRequest = { method: string; url: string; range: string | undefined; bytes: number };

const file = { bucket: "catalogues", key: "imports/a b.csv", versionId: "v1" };

/** A fake bucket that answers with `answer`; `log` has its requests. */
async function listen(answer: (logged: LoggedRequest, response: ServerResponse) => void) {
  const log: LoggedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const logged = { method, url, range: headers.range, bytes: await lengthOf(request) };
    log.push(logged);
    answer(logged, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { files: bucketFiles(client), log };
}

async function lengthOf(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  return bytes;
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
test("a version is read from its beginning or from an offset", async () => {
  const { files, log } = await listen((_logged, response) => response.end("a,b\n"));
  const read = async (offsetBytes: number) => {
    let text = "";
    for await (const piece of files.read(file, offsetBytes)) text += Buffer.from(piece).toString();
    return text;
  };
  expect(await read(0)).toBe("a,b\n");
  expect(await read(1_000)).toBe("a,b\n");
  const url = "/catalogues/imports/a%20b.csv?versionId=v1&x-id=GetObject";
  expect(log).toEqual([
    { method: "GET", url, range: undefined, bytes: 0 },
    { method: "GET", url, range: "bytes=1000-", bytes: 0 },
  ]);
});

test("a reader that stops early ends the transfer", async () => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const { files } = await listen((_logged, response) => {
    response.on("close", closed);
    const more = () =>
      void (response.write(Buffer.alloc(65_536))
        ? setImmediate(more)
        : response.once("drain", more));
    more();
  });
  for await (const piece of files.read(file, 0)) {
    expect(piece.byteLength).toBeGreaterThan(0);
    break;
  }
  await isClosed;
});

test("a deleted version is an error", async () => {
  const { files } = await listen((_logged, response) => {
    response.writeHead(404, { "content-type": "application/xml" });
    response.end("<Error><Code>NoSuchVersion</Code></Error>");
  });
  await expect(files.read(file, 0)[Symbol.asyncIterator]().next()).rejects.toThrow();
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
test("a large object is uploaded in parts, and the upload is aborted when its content throws", async () => {
  const { files, log } = await listen(({ method, url }, response) => {
    if (url.includes("uploads")) {
      response.end(
        "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>",
      );
    } else if (method === "PUT") {
      response.setHeader("etag", '"e"');
      response.end();
    } else if (method === "DELETE") {
      response.writeHead(204).end();
    } else {
      response.end("<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>");
    }
  });
  const object = { bucket: "catalogues", key: "rejected/a.csv", contentType: "text/csv" };
  async function* content(mebibytes: number, error?: Error) {
    for (let written = 0; written < mebibytes; written++) yield Buffer.alloc(1024 * 1024);
    if (error) throw error;
  }
  const methods = () => log.splice(0).map(({ method }) => method);
  await files.write(object, content(1));
  expect(methods()).toEqual(["PUT"]);
  await files.write(object, content(12));
  expect(methods()).toEqual(["POST", "PUT", "PUT", "PUT", "POST"]);
  const gone = new Error("rejects gone");
  await expect(files.write(object, content(12, gone))).rejects.toThrow(gone.message);
  expect(methods().at(-1)).toBe("DELETE");
  await expect(files.write(object, content(1, gone))).rejects.toThrow(gone.message);
  expect(methods()).toEqual([]);
});
