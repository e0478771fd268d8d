import { createHash } from "node:crypto";
import type { Account } from "../common/account.ts";
import type { CreationTimes } from "../common/creation-times.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { Setting, Settings } from "../stage/settings.ts";
import type { Parameter, ParameterContent } from "./parameter.ts";
import { type SsmParameterDefinition, ssmParameterArn } from "./ssm-parameters-of.ts";

/** The parameters of the Plan and those that calls have created, each in its newest version. */
export type ParameterStore = {
  /** By name. */
  all(): readonly Parameter[];
  find(name: string): Parameter | undefined;
  /** Creates a parameter, or gives it its next version. Returns the version. */
  put(content: ParameterContent): number;
  /** Whether there was such a parameter. */
  delete(name: string): boolean;
};

export type ParameterStoreOptions = Account & {
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly createdAtMs: CreationTimes;
  readonly nowMs: () => number;
};

/** A version that a call has written. Its value holds no secret marks. */
type Written = ParameterContent & { readonly version: number; readonly modifiedAtMs: number };

/** What has become of a parameter of the Plan: as the program has it, written by a call, or deleted (`null`). */
type Planned = { readonly planned: SsmParameterDefinition } | { readonly written: Written } | null;

/** What calls write outlives a restart. A parameter of the Plan is the program's own again when the program changes it. */
export function openParameterStore(
  definitions: readonly SsmParameterDefinition[],
  options: ParameterStoreOptions,
): ParameterStore {
  const { secrets, settings, createdAtMs, nowMs } = options;
  const ofPlan = new Map<string, Setting<Planned>>(
    definitions.map((planned) => [
      planned.name,
      settings<Planned>(`parameter ${planned.arn}`, { planned }),
    ]),
  );
  const created = settings<readonly Written[]>("created parameters", []);

  function plannedParameter(definition: SsmParameterDefinition): Parameter {
    const { logicalName: _, value, ...rest } = definition;
    return {
      ...rest,
      version: 1,
      modifiedAtMs: createdAtMs(`${definition.arn} ${digest(value)}`),
      readValue: () => secrets.fill(value),
    };
  }

  function writtenParameter({ value, ...rest }: Written): Parameter {
    return { ...rest, arn: ssmParameterArn(rest.name, options), readValue: () => value };
  }

  function parameterOf(setting: Setting<Planned>): Parameter | undefined {
    const current = setting.get();
    if (current === null) return undefined;
    return "planned" in current
      ? plannedParameter(current.planned)
      : writtenParameter(current.written);
  }

  function find(name: string): Parameter | undefined {
    const setting = ofPlan.get(name);
    if (setting) return parameterOf(setting);
    const written = created.get().find((each) => each.name === name);
    return written && writtenParameter(written);
  }

  const createdExcept = (name: string) => created.get().filter((each) => each.name !== name);

  return {
    find,
    all() {
      const names = new Set([...ofPlan.keys(), ...created.get().map(({ name }) => name)]);
      return [...names].sort().flatMap((name) => find(name) ?? []);
    },
    put(content) {
      const { name } = content;
      const version = (find(name)?.version ?? 0) + 1;
      const written = { ...content, version, modifiedAtMs: nowMs() };
      const setting = ofPlan.get(name);
      if (setting) setting.set({ written });
      else created.set([...createdExcept(name), written]);
      return version;
    },
    delete(name) {
      if (!find(name)) return false;
      const setting = ofPlan.get(name);
      if (setting) setting.set(null);
      else created.set(createdExcept(name));
      return true;
    },
  };
}

/** Tells one value from the next one. It is of the program's value, which holds no secret. */
function digest(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
