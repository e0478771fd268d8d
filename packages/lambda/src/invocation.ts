import { ROOT_CONTEXT, type Span, type SpanOptions, trace } from "@opentelemetry/api";
import { errorTypeOf, inSpan, markFailed } from "@stagecraft/observability/tracing/in-span";
import { lambdaTraceHeader } from "@stagecraft/observability/tracing/lambda-trace-header";
import { readTraceHeader } from "@stagecraft/observability/tracing/trace-header";
import type { Context } from "aws-lambda";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** How much time the invocation has left. */
export type Deadline = { remainingMs(): number };

/** One invocation of a function, as every kind of handler sees it. */
export type Invocation = {
  readonly deadline: Deadline;
  /** The fields of the invocation's log line; a handler may add to them. */
  readonly fields: LogFields;
  readonly span: Span;
  /** The parts of the invocation that are under way, if it has parts, such as the messages of a batch. */
  readonly parts: Set<InvocationPart>;
  /**
   * Set by a handler that turns an error into an answer or into another error: it is logged in place of the thrown one, and the
   * line has the level `error`.
   */
  failure?: { readonly cause: unknown };
};

/** A part of an invocation with its own log line and span. */
export type InvocationPart = { readonly fields: LogFields; readonly span: Span };

/** The part of Lambda's context that handlers use. */
export type InvocationContext = Pick<Context, "awsRequestId" | "getRemainingTimeInMillis"> &
  Partial<Pick<Context, "functionVersion">> & {
    /** The process does much at once and lives long: nothing is a cold start, and nothing is an invocation of a function. */
    readonly isContainer?: true;
  };

/** The name of an invocation's span, and what is known of it before the work. */
export type InvocationSpan = SpanOptions & { readonly name: string };

/** What a kind of handler does with an event. */
export type InvocationWork<Event, Result> = {
  /** The message of the log line. */
  readonly message: string;
  spanOf(event: Event): InvocationSpan;
  run(event: Event, invocation: Invocation): Promise<Result>;
};

/** How long before its timeout an invocation is given up. */
const giveUpMs = 500;

/** Lambda is about to kill the invocation. */
class OutOfTimeError extends Error {
  constructor() {
    super("The invocation reached its timeout");
    this.name = "OutOfTimeError";
  }
}

/**
 * A Lambda handler, whatever its trigger: hands the deadline on, writes one log line with the request id when the invocation ends,
 * and in any case flushes the metrics and sends the spans before Lambda gets the answer. An error that `run` throws fails the
 * invocation. What is under way shortly before the timeout is logged, because Lambda kills the process and logs nothing of it.
 */
export function invocationHandler<Event, Result>(
  { message, spanOf, run }: InvocationWork<Event, Result>,
  { log, metrics, traces }: Telemetry,
) {
  let isCold = true;
  let spansLost = 0;

  async function runAndLog(event: Event, context: InvocationContext, span: Span): Promise<Result> {
    const invocation: Invocation = {
      deadline: { remainingMs: () => context.getRemainingTimeInMillis() },
      fields: { requestId: context.awsRequestId, version: context.functionVersion },
      span,
      parts: new Set(),
    };
    const { fields, parts } = invocation;
    if (isCold && !context.isContainer) fields.coldStart = true;
    if (spansLost > 0) fields.spansLost = spansLost;
    isCold = false;
    spansLost = 0;
    if (!context.isContainer) {
      span.setAttributes({
        "faas.invocation_id": context.awsRequestId,
        "faas.coldstart": fields.coldStart ?? false,
      });
    }
    log.debug(`${message} begins`, fields);
    const leftMs = context.getRemainingTimeInMillis() - giveUpMs;
    const timer = leftMs > 0 ? setTimeout(giveUp, leftMs) : undefined;
    try {
      const result = await run(event, invocation);
      if (invocation.failure) log.error(message, fields, invocation.failure.cause);
      else log.info(message, fields);
      return result;
    } catch (thrown) {
      log.error(message, fields, invocation.failure ? invocation.failure.cause : thrown);
      throw thrown;
    } finally {
      clearTimeout(timer);
      if (fields.orderId) span.setAttribute("order.id", fields.orderId);
      if (invocation.failure) markFailed(span, errorTypeOf(invocation.failure.cause));
    }

    function giveUp() {
      const error = new OutOfTimeError();
      for (const part of [...parts, { fields, span }]) {
        const { requestId } = fields;
        log.error(message, { requestId, ...part.fields, reason: "out-of-time" }, error);
        if (part.fields.orderId) part.span.setAttribute("order.id", part.fields.orderId);
        markFailed(part.span, error.name);
        part.span.end();
      }
      void flush();
    }
  }

  return async (event: Event, context: InvocationContext): Promise<Result> => {
    const { name, ...options } = spanOf(event);
    try {
      return await inSpan(
        name,
        options,
        (span) => runAndLog(event, context, span),
        invocationContext(),
      );
    } finally {
      await flush();
    }
  };

  async function flush() {
    metrics.flush();
    const lost = await traces.flush();
    spansLost += lost;
  }
}

/** The context of Lambda's own span, which is the parent of the invocation's. */
function invocationContext() {
  const parent = readTraceHeader(lambdaTraceHeader());
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}
