import { openApiDocument } from "@stagecraft/contracts/openapi";
import { jsonResponse } from "@stagecraft/lambda/lean-response";
import type { Route } from "./route.ts";

export const getOpenApiRoute: Route = () => () => jsonResponse(openApiDocument());
