import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { localStage, readStageOptions } from "../../access/open-stage.ts";
import type { Filter } from "../messages/filter.ts";
import { help } from "./help.ts";

/** The command line of `npm run dlq`. */
export type Options = {
  readonly stage: string;
  /** Absent: the default folder of the stage. */
  readonly state?: string;
  readonly json: boolean;
  readonly filter: Omit<Filter, "sinceMs"> & { readonly since?: Since };
  readonly max: number;
} & (
  | { readonly command: "list"; readonly withLogs: boolean }
  | { readonly command: "show"; readonly personal: boolean }
  | {
      readonly command: "redrive";
      readonly personal: boolean;
      readonly yes: boolean;
      readonly rate: number;
      readonly unchecked: boolean;
      readonly restart: boolean;
    }
  | {
      readonly command: "discard";
      readonly personal: boolean;
      readonly yes: boolean;
      readonly reason: string;
    }
);

/** A time, or a duration before now. A local stage has its own clock. */
export type Since = { readonly atMs: number } | { readonly agoMs: number };

const commands = ["list", "show", "redrive", "discard"] as const;
type Command = (typeof commands)[number];

const common: ParseArgsOptionsConfig = {
  stage: { type: "string", default: "local" },
  state: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
  id: { type: "string", multiple: true },
  source: { type: "string" },
  consumer: { type: "string" },
  error: { type: "string" },
  since: { type: "string" },
  contains: { type: "string" },
  max: { type: "string" },
};

const own: { readonly [command in Command]: ParseArgsOptionsConfig } = {
  list: { "no-logs": { type: "boolean", default: false } },
  show: { personal: { type: "boolean", default: false } },
  redrive: {
    personal: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    rate: { type: "string", default: "10" },
    unchecked: { type: "boolean", default: false },
    restart: { type: "boolean", default: false },
  },
  discard: {
    personal: { type: "boolean", default: false },
    yes: { type: "boolean", default: false },
    reason: { type: "string" },
  },
};

const defaultMax: { readonly [command in Command]: string } = {
  list: "1000",
  show: "10",
  redrive: "1000",
  discard: "1000",
};

/** A queue has at most 120,000 messages in flight. */
const largestMax = 100_000;

/** The highest rate of SQS's own redrive: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const largestRate = 500;

/** Returns the help text for `--help`. @throws UsageError naming what is wrong. */
export function readOptions(args: readonly string[]): Options | string {
  const [first, ...rest] = args;
  if (first === undefined || first === "--help") return help.dlq;
  const command = commands.find((name) => name === first);
  if (!command) {
    if (first === "replay") throw new UsageError("replay is called redrive");
    throw new UsageError(`There is no command "${first}". Commands: ${commands.join(", ")}.`);
  }
  const { values, positionals } = parse(command, rest);
  const ids = [...positionals, ...(values.id ?? [])];
  if (values.help) return help[command];
  if (command === "list" && ids.length > 0) {
    throw new UsageError(`list takes no ids (${ids.join(" ")}). Use show.`);
  }
  const shared = {
    ...readStageOptions({ stage: values.stage ?? localStage, state: values.state }),
    json: values.json === true,
    filter: filterOf(values, ids),
    max: wholeNumber("--max", values.max ?? defaultMax[command], 1, largestMax),
  };
  const personal = values.personal === true;
  switch (command) {
    case "list":
      return { command, ...shared, withLogs: values["no-logs"] !== true };
    case "show":
      if (Object.keys(shared.filter).length === 0) {
        throw new UsageError("show takes ids of messages, or a filter such as --source.");
      }
      return { command, ...shared, personal };
    case "redrive":
      return {
        command,
        ...shared,
        personal,
        yes: values.yes === true,
        rate: wholeNumber("--rate", values.rate ?? "", 1, largestRate),
        unchecked: values.unchecked === true,
        restart: values.restart === true,
      };
    case "discard":
      if (!values.reason?.trim()) throw new UsageError("discard needs --reason.");
      return { command, ...shared, personal, yes: values.yes === true, reason: values.reason };
  }
}

/** The options of all commands. */
type Values = {
  readonly [name in
    | ("stage" | "state" | "source" | "consumer" | "error" | "since" | "contains")
    | ("max" | "rate" | "reason")]?: string;
} & {
  readonly [name in
    | ("json" | "help" | "personal" | "yes")
    | ("no-logs" | "unchecked" | "restart")]?: boolean;
} & { readonly id?: readonly string[] };

function parse(command: Command, args: string[]): { values: Values; positionals: string[] } {
  try {
    const options = { ...common, ...own[command] };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values: values as Values, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function filterOf(values: Values, ids: readonly string[]): Options["filter"] {
  const { source, consumer, error, since, contains } = values;
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(source === undefined ? {} : { source }),
    ...(consumer === undefined ? {} : { consumer }),
    ...(error === undefined ? {} : { error }),
    ...(since === undefined ? {} : { since: readSince(since) }),
    ...(contains === undefined ? {} : { contains }),
  };
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function readSince(text: string): Since {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (unit !== undefined) return { agoMs: Number(count) * unitMs[unit as keyof typeof unitMs] };
  const atMs = Date.parse(text);
  if (!Number.isNaN(atMs)) return { atMs };
  throw new UsageError(`--since takes a time such as 2026-11-23T12:00Z or 12h, not "${text}".`);
}
