import type { DefinitionProblem } from "./definition-problem.ts";
import { type Bindings, expressionSource } from "./expression.ts";
import type { Catcher, Machine, MachineState, Transition } from "./machine.ts";
import { refusedReferences } from "./refused-references.ts";
import type { Retrier } from "./retry-delay.ts";
import { taskResource } from "./task-resource.ts";
import { compileTemplate, compileTyped } from "./template.ts";
import { type Fields, visitStates } from "./visit-states.ts";

/** Compiles a definition that `checkDefinition` accepts; an expression may still be invalid. */
export function compileMachine(definition: Fields): {
  readonly machine: Machine;
  readonly problems: readonly DefinitionProblem[];
} {
  const problems: DefinitionProblem[] = [];
  const states = new Map<string, MachineState>();
  for (const { name, state } of visitStates(definition)) {
    const compiler = fieldCompiler((reason) => problems.push({ state: name, reason }));
    states.set(name, compileState(name, state, compiler));
  }
  const { StartAt, TimeoutSeconds } = definition;
  return {
    machine: {
      startAt: String(StartAt),
      states,
      ...(typeof TimeoutSeconds === "number" && { timeoutMs: TimeoutSeconds * 1_000 }),
    },
    problems,
  };
}

type FieldCompiler = ReturnType<typeof fieldCompiler>;

/** Compiles fields, and collects all problems. */
function fieldCompiler(note: (reason: string) => void) {
  function collectProblems<Compiled>(
    value: unknown,
    path: string,
    has: readonly string[],
    compile: () => Compiled,
  ) {
    try {
      const compiled = compile();
      const sources = textsIn(value).flatMap((text) => expressionSource(text) ?? []);
      for (const reason of sources.flatMap((source) => refusedReferences(source, has))) {
        note(`${path}: ${reason}`);
      }
      return compiled;
    } catch (error) {
      note((error as Error).message);
      return undefined;
    }
  }
  return {
    template: (value: unknown, path: string, has: readonly string[] = []) =>
      value === undefined
        ? undefined
        : collectProblems(value, path, has, () => compileTemplate(value, path)),
    typed: <Type extends Parameters<typeof compileTyped>[2]>(
      value: unknown,
      path: string,
      type: Type,
    ) =>
      value === undefined
        ? undefined
        : collectProblems(value, path, [], () => compileTyped(value, path, type)),
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function compileState(name: string, state: Fields, fields: FieldCompiler): MachineState {
  const hasResult = ["Task", "Parallel", "Map"].includes(String(state.Type));
  const common = {
    name,
    transition: compileTransition(state, "", hasResult ? ["result"] : [], fields),
    retriers: listOf(state.Retry).map(retrierOf),
    catchers: listOf(state.Catch).map(
      (catcher, index): Catcher => ({
        ...compileTransition(catcher, `Catch[${index}]/`, ["errorOutput"], fields),
        errorEquals: catcher.ErrorEquals as string[],
      }),
    ),
  };
  const args = optional("arguments", fields.template(state.Arguments, "Arguments"));
  switch (state.Type) {
    case "Task":
      return {
        ...common,
        ...args,
        type: "Task",
        resource: taskResource(String(state.Resource)) as NonNullable<
          ReturnType<typeof taskResource>
        >,
        ...optional(
          "timeoutSeconds",
          fields.typed(state.TimeoutSeconds, "TimeoutSeconds", "number"),
        ),
        ...optional(
          "heartbeatSeconds",
          fields.typed(state.HeartbeatSeconds, "HeartbeatSeconds", "number"),
        ),
      };
    case "Wait":
      return {
        ...common,
        type: "Wait",
        ...optional("seconds", fields.typed(state.Seconds, "Seconds", "number")),
        ...optional("timestamp", fields.typed(state.Timestamp, "Timestamp", "string")),
      };
    case "Choice":
      return {
        ...common,
        type: "Choice",
        rules: listOf(state.Choices).map((rule, index) => ({
          condition:
            fields.typed(rule.Condition, `Choices[${index}]/Condition`, "boolean") ?? never,
          transition: compileTransition(rule, `Choices[${index}]/`, [], fields),
        })),
      };
    case "Parallel":
      return {
        ...common,
        ...args,
        type: "Parallel",
        branches: listOf(state.Branches).map(({ StartAt }) => String(StartAt)),
      };
    case "Map":
      return {
        ...common,
        type: "Map",
        ...optional("items", fields.typed(state.Items, "Items", "array")),
        ...optional("itemSelector", fields.template(state.ItemSelector, "ItemSelector")),
        ...optional(
          "maxConcurrency",
          fields.typed(state.MaxConcurrency, "MaxConcurrency", "number"),
        ),
        startAt: String((state.ItemProcessor as Fields).StartAt),
      };
    case "Fail":
      return {
        ...common,
        type: "Fail",
        ...optional("error", fields.typed(state.Error, "Error", "string")),
        ...optional("cause", fields.typed(state.Cause, "Cause", "string")),
      };
    default:
      return { ...common, type: state.Type === "Succeed" ? "Succeed" : "Pass" };
  }
}

/** In place of an invalid expression, whose machine is refused. */
const never = async (_: Bindings): Promise<never> => {
  throw new Error("This expression was refused.");
};

function compileTransition(
  part: Fields,
  path: string,
  has: readonly string[],
  fields: FieldCompiler,
): Transition {
  const next = part.Next ?? part.Default;
  return {
    ...optional("assign", fields.template(part.Assign, `${path}Assign`, has)),
    ...optional("output", fields.template(part.Output, `${path}Output`, has)),
    ...(typeof next === "string" && { next }),
  };
}

function retrierOf(retrier: Fields): Retrier {
  const number = (name: string, fallback: number) => Number(retrier[name] ?? fallback);
  return {
    errorEquals: retrier.ErrorEquals as string[],
    intervalSeconds: number("IntervalSeconds", 1),
    maxAttempts: number("MaxAttempts", 3),
    backoffRate: number("BackoffRate", 2),
    maxDelaySeconds: number("MaxDelaySeconds", Number.POSITIVE_INFINITY),
    jitter: retrier.JitterStrategy === "FULL",
  };
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
}
