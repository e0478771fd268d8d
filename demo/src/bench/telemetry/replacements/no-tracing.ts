/**
 * Stands for every module that a bundle has for tracing: OpenTelemetry's API and what the packages make of it. A name that is
 * missing here fails the build.
 */

const span = {
  addLink: () => span,
  addLinks: () => span,
  end() {},
  isRecording: () => false,
  setAttribute: () => span,
  setAttributes: () => span,
  setStatus: () => span,
};

export const ROOT_CONTEXT = {};
export const SpanKind = {};
export const isValidTraceId = () => false;
export const trace = { getActiveSpan: () => undefined, setSpanContext: () => ROOT_CONTEXT };

export const inSpan = <Result>(
  _name: string,
  _options: object,
  work: (inert: typeof span) => Promise<Result>,
) => work(span);
export const markFailed = () => {};
export const errorTypeOf = () => "";

export const readTraceHeader = () => undefined;
export const withParent = () => undefined;

export const activeTraceparent = () => undefined;
export const readTraceparent = () => undefined;
export const linksTo = () => [];
export const linkActiveSpan = () => {};

export const noTraces = { flush: async () => 0 };
export const createTraces = () => noTraces;
