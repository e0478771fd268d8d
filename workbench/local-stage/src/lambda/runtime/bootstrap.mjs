// The program of every function's process: loads the handler and runs it over the Runtime API.
import { syncBuiltinESMExports } from "node:module";
import { confineFiles } from "./confine-files.mjs";
import { confineImports } from "./confine-imports.mjs";
import { confineNetwork, setOutage } from "./confine-network.mjs";
import { patchConsole, setRequestId } from "./console.mjs";
import { errorPayload, runtimeError } from "./errors.mjs";
import { limitStorage } from "./limit-storage.mjs";
import { loadHandler } from "./load-handler.mjs";
import { countOutput, flushOutput } from "./output.mjs";
import { connectRuntimeApi } from "./runtime-client.mjs";
import { beginFault } from "./runtime-fault.mjs";
import { setClockOffset, shiftDate } from "./shift-date.mjs";

// biome-ignore lint/style/noProcessEnv: Lambda configures its runtime by environment variables
const env = process.env;
/** @type {import("./settings.d.mts").RuntimeSettings} */
const settings = JSON.parse(String(process.argv[2]));
process.argv.length = 2;
setClockOffset(settings.clockOffsetMs);
shiftDate();
countOutput();
const logError = patchConsole({
  json: env.AWS_LAMBDA_LOG_FORMAT === "JSON",
  level: env.AWS_LAMBDA_LOG_LEVEL,
});

/** @type {string | undefined} */
let requestId;
/** @type {(event: unknown, context: object) => unknown} */
let handler;
const runtimeApi = String(env.AWS_LAMBDA_RUNTIME_API);
// The function sees it as on Lambda.
env.AWS_LAMBDA_RUNTIME_API = runtimeApi.split("/")[0];
const api = connectRuntimeApi(runtimeApi, (invocation) => {
  // After the next timers phase: timers that came due while the process was frozen fire before the handler, even
  // when it was frozen before the poll phase, which would find the event first.
  setImmediate(() => setImmediate(() => handle(invocation)));
});

process.on("uncaughtException", (error) => {
  logError("Uncaught Exception", error);
  exitWithError(error, 129);
});
process.on("unhandledRejection", (reason) => {
  const error = runtimeError("UnhandledPromiseRejection", String(reason), reason);
  logError("Unhandled Promise Rejection", error);
  exitWithError(error, 128);
});
process.on("beforeExit", () => {
  if (requestId === undefined) return;
  answerError(
    runtimeError("NodeJsExit", "The event loop is empty and the handler's promise has not settled"),
  );
});

try {
  limitStorage(String(env.TMPDIR), settings.storageBytes);
  confineFiles(String(env.TMPDIR));
  if (settings.network) confineNetwork(settings.network, api.tellOutsideCall);
  syncBuiltinESMExports();
  confineImports(String(env.LAMBDA_TASK_ROOT));
  if (settings.failsInit) throw new Error("A planned fault: the init phase fails");
  handler = await loadHandler(String(env.LAMBDA_TASK_ROOT), String(env._HANDLER));
  await flushOutput();
  api.next();
} catch (error) {
  logError("Uncaught Exception", error);
  await exitWithError(error, 129);
}

/** @param {import("./http-messages.mjs").HttpMessage} invocation */
async function handle({ headers, body }) {
  const id = String(headers["lambda-runtime-aws-request-id"]);
  requestId = id;
  setRequestId(id);
  setClockOffset(Number(headers["stagecraft-clock-offset-ms"] ?? 0));
  setOutage(headers["stagecraft-outage"] === "true");
  env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const fault = headers["stagecraft-fault"];
  const endFault = fault === undefined ? undefined : await beginFault(JSON.parse(fault));
  api.hold();
  try {
    const result = await handler(JSON.parse(body.toString()), contextOf(headers));
    if (requestId === id) await answer({ body: stringify(result) });
  } catch (error) {
    if (requestId === id) await answerError(error);
  } finally {
    endFault?.();
  }
}

/** @param {unknown} result */
function stringify(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch (error) {
    throw runtimeError("JSONStringifyError", `Unable to stringify response body: ${error}`);
  }
}

/** @param {{ body: string, errorType?: string }} content */
async function answer(content) {
  const id = String(requestId);
  requestId = undefined;
  if (process.stdout.writableLength > 0) await flushOutput();
  api.answer(id, content);
}

/** @param {unknown} error */
function answerError(error) {
  logError("Invoke Error", error);
  const payload = errorPayload(error);
  return answer({ body: JSON.stringify(payload), errorType: payload.errorType });
}

/**
 * @param {unknown} error
 * @param {number} exitCode
 */
async function exitWithError(error, exitCode) {
  const payload = errorPayload(error);
  await flushOutput();
  await api.fail(requestId, { body: JSON.stringify(payload), errorType: payload.errorType });
  process.exit(exitCode);
}

/** @param {{ readonly [name: string]: string }} headers */
function contextOf(headers) {
  const deadlineMs = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
}
