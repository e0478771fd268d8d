import { fileURLToPath } from "node:url";

/** How the functions are built: as in the Plan, without tracing, or without tracing and without logs or metrics. */
export type Build = "whole" | "untraced" | "unlogged" | "unmeasured";

/** What runs: a build, and whether Lambda samples its invocations. */
export type Variant = { readonly build: Build; readonly isSampled: boolean };

/** Each is compared with `untraced`, so that each difference is the cost of one part of the telemetry, or what its absence saves. */
export const variants = {
  untraced: { build: "untraced", isSampled: true },
  sampled: { build: "whole", isSampled: true },
  unsampled: { build: "whole", isSampled: false },
  "without log lines": { build: "unlogged", isSampled: true },
  "without metrics": { build: "unmeasured", isSampled: true },
} as const satisfies Record<string, Variant>;
export type VariantName = keyof typeof variants;

const replacement = (name: string) =>
  fileURLToPath(new URL(`replacements/${name}.ts`, import.meta.url));

const noTracing = Object.fromEntries(
  [
    "@opentelemetry/api",
    ...["in-span", "trace-header", "traceparent", "traces"].map(
      (file) => `@stagecraft/observability/tracing/${file}`,
    ),
  ].map((module) => [module, replacement("no-tracing")]),
);

/** The modules that each build replaces, with the files that it has instead. */
export const aliases: Record<Build, { readonly [module: string]: string }> = {
  whole: {},
  untraced: noTracing,
  unlogged: { ...noTracing, "@stagecraft/observability/logger": replacement("no-logs") },
  unmeasured: { ...noTracing, "@stagecraft/observability/metrics": replacement("no-metrics") },
};

/** What must not be in a build: one that still has it would be compared with itself. */
export const absent: Record<Build, RegExp | undefined> = {
  whole: undefined,
  untraced: /@opentelemetry\//,
  unlogged: /@opentelemetry\/|powertools\/logger\//,
  unmeasured: /@opentelemetry\/|powertools\/metrics\//,
};
