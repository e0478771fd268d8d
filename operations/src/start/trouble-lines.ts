import { orderWorkflow } from "@stagecraft/contracts/contracts/order-workflow";
import type { Trouble } from "@stagecraft/local-stage/stage/trouble";

/**
 * Says in a line what goes wrong in the running system, with the command to type next. The same trouble is said when it comes for the
 * first time, and then when it has come 10, 100, ... times.
 * @param where the options that lead the commands to the stage, with a space before each
 */
export function createTroubleLines(
  say: (line: string) => void,
  where: string,
): (trouble: Trouble) => void {
  const counts = new Map<string, number>();
  return (trouble) => {
    const key = keyOf(trouble);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (/^10*$/.test(String(count))) say(lineOf(trouble, count, where));
  };
}

function keyOf(trouble: Trouble): string {
  switch (trouble.kind) {
    case "function-failing":
      return `${trouble.kind} ${trouble.functionName} ${trouble.reason}`;
    case "dead-letter-message":
      return `${trouble.kind} ${trouble.queue}`;
    case "execution-failed":
      return `${trouble.kind} ${trouble.stateMachine}`;
  }
}

function lineOf(trouble: Trouble, count: number, where: string): string {
  switch (trouble.kind) {
    case "function-failing": {
      const { functionName, times, reason, error = reason } = trouble;
      const again = count === 1 ? "" : `, and that ${count} times`;
      return `${functionName} has failed ${times} times in a row${again} (${error}): npm run logs -- ${functionName} --errors${where}`;
    }
    case "dead-letter-message": {
      const { queue } = trouble;
      return count === 1
        ? `a message that failed has gone to ${queue}: npm run dlq -- show --source ${queue}${where}`
        : `${count} messages that failed have gone to ${queue}: npm run dlq -- list --source ${queue}${where}`;
    }
    case "execution-failed": {
      const { stateMachine, name, error } = trouble;
      // The command knows the order workflow only.
      const isOrders = stateMachine === orderWorkflow.via.machine;
      const one = isOrders ? `executions -- show ${name}` : `dlq -- show ${name}`;
      return count === 1
        ? `the execution ${name} of ${stateMachine} has failed (${error}): npm run ${one}${where}`
        : `${count} executions of ${stateMachine} have failed, the last with ${error}: npm run dlq -- list --source ${stateMachine}${where}`;
    }
  }
}
