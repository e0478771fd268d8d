import { QueueContainerEnvironment } from "@stagecraft/contracts/links/container-environment";
import { readEnvironment } from "@stagecraft/lambda/config";

/** The container's environment variables. */
export const container = readEnvironment(QueueContainerEnvironment);
