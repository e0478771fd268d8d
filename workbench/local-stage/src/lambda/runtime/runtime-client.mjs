import { connect } from "node:net";
import { createMessageReader } from "./http-messages.mjs";
import { outputBytes } from "./output.mjs";

/**
 * A connection to the Runtime API that lives as long as the process. It has no timeouts: the answer to `next` may come
 * hours later.
 *
 * @param {string} address `host:port/secret`: only who knows the secret is the runtime of this environment
 * @param {(invocation: import("./http-messages.mjs").HttpMessage) => void} onInvocation
 */
export function connectRuntimeApi(address, onInvocation) {
  const [authority = "", secret] = address.split("/");
  const [host, port] = authority.split(":");
  const base = `/${secret}/2018-06-01/runtime`;
  /** @type {(() => void) | undefined} */
  let acknowledged;
  const socket = connect({ host, port: Number(port), noDelay: true });
  socket.on("error", () => process.exit(1));
  socket.on("close", () => process.exit(1));
  socket.on(
    "data",
    createMessageReader((message) => {
      if (message.startLine.startsWith("HTTP/1.1 200")) onInvocation(message);
      else acknowledged?.();
    }),
  );

  /**
   * @param {string} path
   * @param {string} body
   * @param {string} [errorType]
   */
  const post = (path, body, errorType) =>
    `POST ${base}${path} HTTP/1.1\r\nHost: ${authority}\r\nContent-Type: application/json\r\n${
      errorType === undefined ? "" : `Lambda-Runtime-Function-Error-Type: ${errorType}\r\n`
    }Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

  const next = () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    return `GET ${base}/invocation/next HTTP/1.1\r\nHost: ${authority}\r\nStagecraft-Output-Bytes: ${outputBytes()}\r\nStagecraft-Peak-Memory-Kb: ${maxRSS}\r\nStagecraft-Cpu-Us: ${userCPUTime + systemCPUTime}\r\n\r\n`;
  };

  return {
    /** While the handler runs the connection does not keep the process alive, so that an empty event loop shows. */
    hold: () => socket.unref(),
    next() {
      socket.ref();
      socket.write(next());
    },
    /**
     * Answers an event and asks for the next in one write.
     *
     * @param {string} requestId
     * @param {{ body: string, errorType?: string }} answer
     */
    answer(requestId, { body, errorType }) {
      const kind = errorType === undefined ? "response" : "error";
      socket.ref();
      socket.write(post(`/invocation/${requestId}/${kind}`, body, errorType) + next());
    },
    /**
     * Reports a connection that is not openly reachable; there is no answer.
     *
     * @param {{ host: string, port: number }} target
     */
    tellOutsideCall: (target) => void socket.write(post("/outside-call", JSON.stringify(target))),
    /**
     * Reports the error that ends the process; resolves when the Runtime API has it.
     *
     * @param {string | undefined} requestId none yet: the init phase failed
     * @param {{ body: string, errorType: string }} failure
     */
    fail(requestId, { body, errorType }) {
      socket.ref();
      const path = requestId === undefined ? "/init/error" : `/invocation/${requestId}/error`;
      return new Promise((resolve) => {
        acknowledged = () => resolve(undefined);
        socket.write(post(path, body, errorType));
      });
    },
  };
}
