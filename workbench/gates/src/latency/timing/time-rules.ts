import type { Finding } from "../../finding.ts";
import type { Ratios } from "./init-ratios.ts";
import { limitOf, type TimeBand, type TimeBands, timeBandsFile, tolerances } from "./time-bands.ts";
import type { WarmRatio } from "./warm-ratios.ts";

/** The input of the rules about times. */
export type TimeFacts = {
  readonly bands: Pick<TimeBands, "init" | "warm">;
  readonly init: Ratios;
  /** Empty without evidence. */
  readonly warm: readonly WarmRatio[];
};

const record = 'npm run gate -- latency --record "why"';

/** Functions whose init takes more CPU than it did when it was recorded. */
export function slowInit({ bands, init }: TimeFacts): readonly Finding[] {
  return [...init].flatMap(([name, ratio]) =>
    outside({
      rule: "latency/slow-init",
      kind: "init",
      resource: name,
      ratio,
      band: bands.init[name],
      what: `The CPU of its init is ${number(ratio)} times that of an empty handler`,
      fix: `Look for work at the top level of its files: node --cpu-prof. If it is worth its cost: ${record}`,
    }),
  );
}

/** Routes and functions whose warm invocations take more CPU than they did when they were recorded. */
export function slowInvocation({ bands, warm }: TimeFacts): readonly Finding[] {
  return warm.flatMap(({ what, functionName, cpuMs, ratio }) =>
    outside({
      rule: "latency/slow-invocation",
      kind: "warm",
      resource: functionName,
      ratio,
      band: bands.warm[what],
      what: `A warm invocation${what === functionName ? "" : ` of ${what}`} computed for ${number(cpuMs)} ms, ${number(ratio)} of its init`,
      fix: `Look at the code of ${what} that has changed. If it is worth its cost: ${record}`,
    }),
  );
}

/** Functions and routes whose times were never recorded. */
export function missingTimeBand({ bands, init, warm }: TimeFacts): readonly Finding[] {
  const missing = [
    ...[...init.keys()].filter((name) => !bands.init[name]),
    ...warm.map(({ what }) => what).filter((what) => !bands.warm[what]),
  ];
  return [...new Set(missing)].map((what) => ({
    rule: "latency/missing-time-band",
    severity: "warning",
    resource: what,
    message: `${timeBandsFile} does not say how much it computes, so that nothing notices when it gets slower.`,
    fix: record,
  }));
}

/** The rules about times. */
export const timeRules: readonly ((facts: TimeFacts) => readonly Finding[])[] = [
  slowInit,
  slowInvocation,
  missingTimeBand,
];

function outside({
  rule,
  kind,
  resource,
  ratio,
  band,
  what,
  fix,
}: {
  readonly rule: string;
  readonly kind: keyof typeof tolerances;
  readonly resource: string;
  readonly ratio: number;
  readonly band: TimeBand | undefined;
  readonly what: string;
  readonly fix: string;
}): readonly Finding[] {
  if (!band) return [];
  const tolerance = tolerances[kind];
  if (ratio <= limitOf(band, tolerance.warnAbove, tolerance)) return [];
  const severity = ratio > limitOf(band, tolerance.failAbove, tolerance) ? "error" : "warning";
  const was = `in ${band.runs} runs it was ${number(band.lowest)} to ${number(band.highest)}`;
  return [{ rule, severity, resource, message: `${what}; ${was}.`, fix }];
}

function number(value: number): string {
  return value.toPrecision(value < 1 ? 2 : 3);
}
