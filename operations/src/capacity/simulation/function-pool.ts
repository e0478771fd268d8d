import { quotas } from "@stagecraft/plan/quotas";
import type { FunctionModel, SystemModel } from "../model/system-model.ts";
import { blockedShare } from "./blocked-share.ts";
import { environmentsFor } from "./environments-for.ts";
import type { LimitUses } from "./limit-uses.ts";

/** What a function did in all. */
export type FunctionUse = {
  readonly name: string;
  readonly invocations: number;
  readonly throttles: number;
  readonly coldStarts: number;
  /** The time of all invocations and init phases, in seconds. */
  readonly busySeconds: number;
  /** The most environments. */
  readonly environments: number;
};

/** The functions of a system over time. */
export type FunctionPool = {
  /** Begins the next second. */
  tick(): void;
  /**
   * Invokes a function so many times within the second, independently of each other, and returns how many ran; the others were
   * throttled.
   */
  invoke(name: string, wanted: number): number;
  /** How many may run at once. */
  limitOf(name: string): number;
  /** Counts invocations of a mapping or schedule, which never wants more than may run at once. */
  run(
    name: string,
    use: { readonly invocations: number; readonly environments: number; readonly seconds: number },
  ): void;
  uses(): readonly FunctionUse[];
};

type State = { -readonly [Key in keyof FunctionUse]: FunctionUse[Key] } & {
  readonly model: FunctionModel;
  /** Environments that Lambda may still start now. */
  growth: number;
  /** Environments of the second. */
  wanted: number;
};

const { requestsPerEnvironment } = quotas.lambda;

export function createFunctionPool(system: SystemModel, limits: LimitUses): FunctionPool {
  const tenSeconds = system.quotas.environmentsPerTenSeconds;
  const states = new Map(
    system.functions.map((model): [string, State] => [
      model.name,
      {
        model,
        name: model.name,
        invocations: 0,
        throttles: 0,
        coldStarts: 0,
        busySeconds: 0,
        environments: 0,
        growth: tenSeconds,
        wanted: 0,
      },
    ]),
  );
  const all = [...states.values()];
  let isFirstSecond = true;
  const reserved = sum(all.map(({ model }) => model.reservedConcurrency ?? 0));

  function stateOf(name: string): State {
    const state = states.get(name);
    if (!state) throw new Error(`The stage has no function ${name}.`);
    return state;
  }

  /** In the first second the environments for its load are there: the load did not begin from nothing. */
  function initSecondsOf({ model }: State): number {
    return isFirstSecond ? 0 : model.initSeconds;
  }

  function limitOf({ model }: State): number {
    if (model.reservedConcurrency !== undefined) return model.reservedConcurrency;
    const others = all.filter(
      (each) => each.model !== model && each.model.reservedConcurrency === undefined,
    );
    const free = system.accountConcurrency - reserved - sum(others.map(({ wanted }) => wanted));
    return Math.max(0, free);
  }

  /**
   * Starts the environments that are needed, as fast as Lambda does. Returns how many are new, and how many invocations may run at
   * once: a peak starts further ones, so that only the limits of growth and of concurrency throttle.
   */
  function scale(state: State, needed: number): { readonly atOnce: number; readonly cold: number } {
    const limit = limitOf(state);
    const missing = Math.max(0, Math.min(needed, limit) - state.environments);
    const growth = isFirstSecond ? Number.POSITIVE_INFINITY : Math.floor(state.growth);
    const atOnce = Math.min(limit, state.environments + growth);
    const cold = Math.min(missing, growth);
    state.environments += cold;
    state.wanted = Math.min(Math.max(state.wanted, needed), state.environments);
    if (isFirstSecond) return { atOnce, cold };
    limits.add({
      kind: "new-environments",
      resource: state.name,
      unit: "environments in 10 s",
      used: missing + tenSeconds - state.growth,
      limit: tenSeconds,
    });
    state.growth -= cold;
    state.coldStarts += cold;
    return { atOnce, cold };
  }

  return {
    tick() {
      addSystemLimits();
      isFirstSecond = false;
      for (const state of all) {
        state.wanted = 0;
        state.growth = Math.min(tenSeconds, state.growth + tenSeconds / 10);
      }
    },
    invoke(name, wanted) {
      if (wanted <= 0) return 0;
      const state = stateOf(name);
      const each = state.model.serviceSeconds;
      const warmLoad = wanted * each;
      // New environments are busy with their init phase as well.
      const starting = Math.max(0, environmentsFor(warmLoad) - state.environments);
      const load = warmLoad + Math.min(starting, limitOf(state)) * initSecondsOf(state);
      const running = environmentsFor(load);
      addConcurrency(state, running);
      // Lambda starts environments for their share of requests as well.
      const needed = Math.max(running, Math.ceil(wanted / requestsPerEnvironment.value));
      const { atOnce, cold } = scale(state, needed);
      const allowed = atOnce * requestsPerEnvironment.value;
      limits.add({
        kind: "function-requests",
        resource: name,
        unit: "invocations/s",
        used: wanted,
        limit: limitOf(state) * requestsPerEnvironment.value,
      });
      const ran = Math.min(wanted * (1 - blockedShare(atOnce, load)), allowed);
      state.invocations += ran;
      state.throttles += wanted - ran;
      state.busySeconds += ran * each + cold * initSecondsOf(state);
      return ran;
    },
    limitOf: (name) => limitOf(stateOf(name)),
    run(name, { invocations, environments, seconds }) {
      if (invocations <= 0 && seconds <= 0) return;
      const state = stateOf(name);
      const needed = Math.max(1, Math.ceil(environments));
      // A mapping never wants more than the function's own limit; its limit is a kind of its own.
      if (state.model.reservedConcurrency === undefined) addConcurrency(state, needed);
      const { cold } = scale(state, needed);
      state.invocations += invocations;
      state.busySeconds += seconds + cold * initSecondsOf(state);
    },
    uses() {
      return all
        .filter(({ invocations, throttles }) => invocations + throttles > 0)
        .map(({ model: _, growth: __, wanted: ___, ...use }) => use);
    },
  };

  /** What a function without reserved concurrency lacks is the account's. */
  function addConcurrency(state: State, needed: number) {
    const limit = limitOf(state);
    if (state.model.reservedConcurrency === undefined) {
      limits.add({
        kind: "account-concurrency",
        resource: "account",
        unit: "environments",
        used: system.accountConcurrency - limit + needed,
        limit: system.accountConcurrency,
      });
    } else {
      limits.add({
        kind: "function-concurrency",
        resource: state.name,
        unit: "environments",
        used: needed,
        limit,
      });
    }
  }

  function addSystemLimits() {
    const shared = all.filter(({ model }) => model.reservedConcurrency === undefined);
    limits.add({
      kind: "account-concurrency",
      resource: "account",
      unit: "environments",
      used: reserved + sum(shared.map(({ wanted }) => wanted)),
      limit: system.accountConcurrency,
    });
    limits.add({
      kind: "connections",
      resource: system.database.name,
      unit: "connections",
      used: sum(all.map(({ model, environments }) => environments * model.connectionsEach)),
      limit: system.database.connections,
    });
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
