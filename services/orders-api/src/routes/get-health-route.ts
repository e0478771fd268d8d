import type { Route } from "./route.ts";

export const getHealthRoute: Route = () => (c) => c.json({ status: "ok" });
