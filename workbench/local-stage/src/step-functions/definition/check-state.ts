import { checkVariables } from "./check-variables.ts";
import { taskResource, taskResources } from "./task-resource.ts";
import { type Fields, isFields, type VisitedState } from "./visit-states.ts";

const common = ["Type", "QueryLanguage", "Comment", "Output", "Assign", "Next", "End"];
const handling = ["Retry", "Catch"];
const bare = ["Type", "QueryLanguage", "Comment", "Output"];

/** The fields of JSONata states: https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html */
const fields: { readonly [type: string]: readonly string[] } = {
  Task: [
    ...[...common, ...handling, "Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds"],
    "Credentials",
  ],
  Pass: common,
  Wait: [...common, "Seconds", "Timestamp"],
  Choice: [...bare, "Assign", "Choices", "Default"],
  Parallel: [...common, ...handling, "Branches", "Arguments"],
  Map: [
    ...[...common, ...handling, "Items", "ItemSelector", "MaxConcurrency", "ItemProcessor"],
    ...["ItemReader", "ItemBatcher", "ResultWriter", "Label"],
    ...["ToleratedFailureCount", "ToleratedFailurePercentage"],
  ],
  Succeed: bare,
  Fail: ["Type", "QueryLanguage", "Comment", "Error", "Cause"],
};

const notImplemented: { readonly [field: string]: string } = {
  Credentials: "tasks act as the state machine's role only",
  ItemReader: "only inline maps are",
  ItemBatcher: "only inline maps are",
  ResultWriter: "only inline maps are",
  Label: "only inline maps are",
  ToleratedFailureCount: "only inline maps are",
  ToleratedFailurePercentage: "only inline maps are",
};

/** What AWS or this stage would refuse of one state. */
export function checkState({ state, scope }: VisitedState, language: unknown): readonly string[] {
  const type = String(state.Type);
  const allowed = fields[type];
  if (!allowed) return [`"${type}" is no type of a state`];
  const usedLanguage = state.QueryLanguage ?? language;
  if (usedLanguage !== "JSONata") {
    return [
      `its QueryLanguage is ${usedLanguage ?? "JSONPath (the default)"}; only JSONata is implemented here: set "QueryLanguage": "JSONata" and write Arguments, Output and Assign with {% %}`,
    ];
  }
  return [
    ...Object.keys(state)
      .filter((field) => !allowed.includes(field))
      .map((field) => `Field '${field}' is not supported${hint(type, field)}`),
    ...Object.keys(state).flatMap((field) => {
      const instead = notImplemented[field];
      return instead && allowed.includes(field)
        ? [`${field} is not implemented here: ${instead}`]
        : [];
    }),
    ...(type === "Task" ? checkTask(state) : []),
    ...(type === "Map" ? checkMap(state) : []),
    ...checkHandlers(state, "Retry"),
    ...checkHandlers(state, "Catch"),
    ...transitionsOf(state)
      .filter(([, target]) => !Object.hasOwn(scope.states, target))
      .map(
        ([field, target]) => `${field} leads to "${target}", and there is no such state beside it`,
      ),
    ...checkVariables(state, scope),
  ];
}

function hint(type: string, field: string): string {
  if (type === "Task" && field === "Timeout") return "; the language calls it TimeoutSeconds";
  return field === "Parameters" || field.endsWith("Path") ? "; it belongs to JSONPath" : "";
}

function checkTask({ Resource, TimeoutSeconds, HeartbeatSeconds }: Fields): string[] {
  const problems: string[] = [];
  if (!taskResource(String(Resource))) {
    problems.push(
      `the resource ${String(Resource)} is not implemented here; these are: ${taskResources.join(", ")}`,
    );
  }
  if (
    typeof TimeoutSeconds === "number" &&
    typeof HeartbeatSeconds === "number" &&
    HeartbeatSeconds >= TimeoutSeconds
  ) {
    problems.push("HeartbeatSeconds must be smaller than TimeoutSeconds");
  }
  return problems;
}

function checkMap({ ItemProcessor }: Fields): string[] {
  const config = isFields(ItemProcessor) ? ItemProcessor.ProcessorConfig : undefined;
  const mode = isFields(config) ? (config.Mode ?? "INLINE") : "INLINE";
  return mode === "INLINE" ? [] : [`a ${mode} map is not implemented here: only inline maps are`];
}

function checkHandlers(state: Fields, field: "Retry" | "Catch"): string[] {
  const handlers = Array.isArray(state[field]) ? state[field].filter(isFields) : [];
  return handlers.flatMap(({ ErrorEquals }, index) => {
    const names: unknown[] = Array.isArray(ErrorEquals) ? ErrorEquals : [];
    if (names.length === 0) return [`${field}[${index}] needs ErrorEquals with at least one name`];
    if (!names.includes("States.ALL")) return [];
    return names.length > 1 || index < handlers.length - 1
      ? [`States.ALL must stand alone in the last ${field === "Retry" ? "retrier" : "catcher"}`]
      : [];
  });
}

/** The next states of a state, each with its field. */
function transitionsOf(state: Fields): (readonly [field: string, target: string])[] {
  const nexts = (field: "Choices" | "Catch") =>
    list(state[field]).map(({ Next }, index) => [`${field}[${index}].Next`, Next] as const);
  return [
    ["Next", state.Next] as const,
    ["Default", state.Default] as const,
    ...nexts("Choices"),
    ...nexts("Catch"),
  ].flatMap(([field, target]) => (typeof target === "string" ? [[field, target] as const] : []));
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
