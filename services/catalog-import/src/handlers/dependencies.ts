import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { aws } from "../config/function.ts";
import { links } from "../config/links.ts";
import { createDependencies } from "../create-dependencies.ts";

/** What both handlers of the service depend on. */
export const dependencies = createDependencies({ links, aws, telemetry: createTelemetry() });
