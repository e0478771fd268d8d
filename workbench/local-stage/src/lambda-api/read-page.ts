import { invalidParameter } from "../lambda/versions/alias-errors.ts";

/** Which part of a list a call asks for. */
export type Page = {
  /** How many items to skip. */
  readonly from: number;
  readonly limit: number;
};

/** @throws AwsError InvalidParameterValueException for a marker or a limit that the API would not give or take */
export function readPage(query: URLSearchParams, longest: number): Page {
  const from = Number(query.get("Marker") || 0);
  const limit = Number(query.get("MaxItems") ?? longest);
  if (!Number.isInteger(from) || from < 0) throw invalidParameter("Invalid Marker.");
  if (!Number.isInteger(limit) || limit < 1) throw invalidParameter("Invalid MaxItems.");
  return { from, limit: Math.min(limit, longest) };
}

/** The items of a page, and the marker of the next one. */
export function pageOf<Item>(items: readonly Item[], { from, limit }: Page) {
  const end = from + limit;
  return {
    items: items.slice(from, end),
    ...(end < items.length ? { NextMarker: String(end) } : {}),
  };
}
