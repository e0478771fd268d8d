import { badRequest } from "./management-error.ts";

/** The items of a page without `maxResults`. API Gateway V2 documents no number; this is that of its REST APIs. */
const defaultItems = 25;

/**
 * The items that a call asks for with `maxResults` and `nextToken`, in the form of the collections of the API.
 * @throws AwsError BadRequestException for a value that the API would not give or take
 */
export function pageOf(items: readonly object[], query: URLSearchParams) {
  const from = Number(query.get("nextToken") ?? 0);
  const limit = Number(query.get("maxResults") ?? defaultItems);
  if (!Number.isInteger(from) || from < 0) throw badRequest("Invalid nextToken.");
  if (!Number.isInteger(limit) || limit < 1) throw badRequest("Invalid maxResults.");
  const end = from + limit;
  return {
    items: items.slice(from, end),
    nextToken: end < items.length ? String(end) : undefined,
  };
}
