import { objectCreatedHandler } from "@stagecraft/lambda/object-created";
import { importObject } from "../import-object.ts";
import { dependencies } from "./dependencies.ts";

export const handler = objectCreatedHandler(
  (object, deadline) => importObject(object, deadline, dependencies),
  dependencies,
);
