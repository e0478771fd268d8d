import { openApiDocument } from "@stagecraft/contracts/openapi";
import type { Route } from "./route.ts";

export const getOpenApiRoute: Route = () => (c) => c.json(openApiDocument());
