type Duration = `${number} ${"seconds" | "minutes" | "hours"}`;

type Limits = {
  /** Of a whole execution. */
  readonly execution: Duration;
  /** Of a task that is not named in `tasks`; longer than its function may take. */
  readonly task: Duration;
  readonly tasks: Readonly<
    Record<string, { readonly timeout: Duration; readonly heartbeat: Duration }>
  >;
};

/**
 * Sets how long a definition's tasks may take. SST writes a task's timeout under a name that Step Functions refuses,
 * and knows neither heartbeats nor the limit of an execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html#task-state-fields
 */
export function withTaskLimits(definition: $util.Output<string>, limits: Limits) {
  return definition.apply((text) => {
    const machine = JSON.parse(text);
    machine.TimeoutSeconds = seconds(limits.execution);
    for (const [name, state] of Object.entries<Record<string, unknown>>(machine.States)) {
      if (state.Type !== "Task") continue;
      const named = limits.tasks[name];
      state.TimeoutSeconds = seconds(named?.timeout ?? limits.task);
      if (named) state.HeartbeatSeconds = seconds(named.heartbeat);
    }
    return JSON.stringify(machine);
  });
}

function seconds(duration: Duration): number {
  const [count, unit] = duration.split(" ");
  return Number(count) * { seconds: 1, minutes: 60, hours: 3600 }[unit as "seconds"];
}
