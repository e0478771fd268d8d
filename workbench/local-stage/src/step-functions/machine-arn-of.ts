/** The ARN of an execution's state machine. */
export function machineArnOf(executionArn: string): string {
  return executionArn
    .slice(0, executionArn.lastIndexOf(":"))
    .replace(":execution:", ":stateMachine:");
}
