import { jsonResponse } from "@stagecraft/lambda/lean-response";
import type { Route } from "./route.ts";

export const getHealthRoute: Route = () => () => jsonResponse({ status: "ok" });
