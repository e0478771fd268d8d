import { containerServicesOf } from "@stagecraft/plan/resources/ecs/container-services";
import type { Undecided } from "../finding.ts";
import type { NetworkFacts } from "./network-facts.ts";

/** Services of ECS: what their containers need is in an image, which nobody reads here. */
export function unreadContainers({ plan }: NetworkFacts): readonly Undecided[] {
  return containerServicesOf(plan).map(({ logicalName }) => ({
    rule: "network/unread-containers",
    resource: logicalName,
    message:
      "It is not checked that its containers reach what they need, and nothing else: their code is in an image.",
    next: "Run the service on the local stage, whose network has its paths.",
  }));
}
