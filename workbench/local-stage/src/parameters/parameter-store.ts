import { hash } from "node:crypto";
import type { Account } from "../common/account.ts";
import type { CreationTimes } from "../common/creation-times.ts";
import type { Settings } from "../stage/settings.ts";
import { type SsmParameterDefinition, ssmParameterArn } from "./ssm-parameters-of.ts";

/** A parameter as it is now. */
export type Parameter = Omit<SsmParameterDefinition, "logicalName"> & {
  readonly version: number;
  readonly modifiedAtMs: number;
};

/** What a call has changed of one parameter. `planned` is the program's value at that time; null: the program has none. */
type Change = {
  readonly planned: string | null;
  /** Null: it was deleted. */
  readonly parameter: Omit<Parameter, "arn"> | null;
};

/** The parameters of the program, and those that calls have created. */
export type ParameterStore = {
  find(nameOrArn: string): Parameter | undefined;
  /** By name. */
  all(): readonly Parameter[];
  /** Writes the next version, and returns it. */
  put(parameter: Pick<Parameter, "name" | "type" | "value">): Parameter;
  remove(name: string): void;
};

/** What calls change outlives a restart; a change of the program's own value ends it, as a deploy does. */
export function openParameterStore(
  definitions: readonly SsmParameterDefinition[],
  {
    region,
    accountId,
    createdAtMs,
    settings,
    nowMs,
  }: Account & {
    readonly createdAtMs: CreationTimes;
    readonly settings: Settings;
    readonly nowMs: () => number;
  },
): ParameterStore {
  const changes = settings<{ readonly [name: string]: Change }>("ssm parameters", {});
  const plannedOf = (name: string) => definitions.find((each) => each.name === name);
  const arnOf = (name: string) => ssmParameterArn(name, { region, accountId });

  function changeOf(name: string): Change | undefined {
    const change = changes.get()[name];
    return change?.planned === (plannedOf(name)?.value ?? null) ? change : undefined;
  }

  function current(name: string): Parameter | undefined {
    const change = changeOf(name);
    if (change) return change.parameter ? { ...change.parameter, arn: arnOf(name) } : undefined;
    const planned = plannedOf(name);
    return planned && { ...planned, version: 1, modifiedAtMs: createdAtMs(keyOf(planned)) };
  }

  function change(name: string, parameter: Change["parameter"]) {
    const planned = plannedOf(name)?.value ?? null;
    changes.set({ ...changes.get(), [name]: { planned, parameter } });
  }

  function all() {
    const names = new Set([...definitions.map(({ name }) => name), ...Object.keys(changes.get())]);
    return [...names].toSorted().flatMap((name) => current(name) ?? []);
  }

  return {
    all,
    find: (nameOrArn) => all().find(({ name, arn }) => [name, arn].includes(nameOrArn)),
    put({ name, type, value }) {
      const before = current(name);
      const next = {
        name,
        type,
        value,
        ...(before?.kmsKeyArn === undefined ? {} : { kmsKeyArn: before.kmsKeyArn }),
        version: (before?.version ?? 0) + 1,
        modifiedAtMs: nowMs(),
      };
      change(name, next);
      return { ...next, arn: arnOf(name) };
    },
    remove: (name) => change(name, null),
  };
}

/** Of the program's value, which holds no secret. */
function keyOf({ arn, value }: SsmParameterDefinition): string {
  return `${arn} ${hash("sha256", value)}`;
}
