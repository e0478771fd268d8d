import { ImportTaskEnvironment } from "@stagecraft/contracts/links/container-environment";
import { readEnvironment } from "@stagecraft/lambda/config";

/** The task's environment variables; those of the file are given when it is started. */
export const task = readEnvironment(ImportTaskEnvironment);
