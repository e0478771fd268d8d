import type {
  CallFault,
  CapacityFault,
  DeliveryFault,
  Fault,
  Incident,
  InitFault,
  InvocationFault,
  ScheduleFault,
  TransitionFault,
} from "./fault.ts";

type Group =
  | "call"
  | "invocation"
  | "init"
  | "transition"
  | "schedule"
  | "delivery"
  | "capacity"
  | "incident";

const groups: { readonly [kind in Fault["kind"]]: Group } = {
  "call-throttled": "call",
  "call-failed": "call",
  "call-slow": "call",
  "killed-at-call": "call",
  "invocation-throttled": "invocation",
  "invocation-failed": "invocation",
  killed: "invocation",
  hanging: "invocation",
  "memory-taken": "invocation",
  slow: "invocation",
  "init-failed": "init",
  "transition-throttled": "transition",
  "schedule-throttled": "schedule",
  duplicated: "delivery",
  delayed: "delivery",
  reordered: "delivery",
  "concurrency-taken": "capacity",
  "connections-taken": "capacity",
  "database-restarted": "incident",
  "connections-cut": "incident",
  outage: "incident",
  "clock-jump": "incident",
};

const isOf = (group: Group, { kind }: Fault) => groups[kind] === group;

export const isCallFault = (fault: Fault): fault is CallFault => isOf("call", fault);
export const isInvocationFault = (fault: Fault): fault is InvocationFault =>
  isOf("invocation", fault);
export const isInitFault = (fault: Fault): fault is InitFault => isOf("init", fault);
export const isTransitionFault = (fault: Fault): fault is TransitionFault =>
  isOf("transition", fault);
export const isScheduleFault = (fault: Fault): fault is ScheduleFault => isOf("schedule", fault);
export const isDeliveryFault = (fault: Fault): fault is DeliveryFault => isOf("delivery", fault);
export const isCapacityFault = (fault: Fault): fault is CapacityFault => isOf("capacity", fault);
export const isIncident = (fault: Fault): fault is Incident => isOf("incident", fault);
