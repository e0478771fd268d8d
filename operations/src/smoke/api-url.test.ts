import { expect, test } from "vitest";
import { apiUrl } from "./api-url.ts";

test.each([
  ["https://api.example.com", "https://api.example.com"],
  ["https://api.example.com/v1/", "https://api.example.com/v1"],
  ["http://127.0.0.1:4510/", "http://127.0.0.1:4510"],
  ["http://localhost:4510", "http://localhost:4510"],
  ["http://[::1]:4510", "http://[::1]:4510"],
])("%s becomes %s", (given, url) => {
  expect(apiUrl(given)).toBe(url);
});

test.each([
  ["api.example.com", "not a URL"],
  ["ftp://api.example.com", "another protocol"],
  ["https://me:word@api.example.com", "a password"],
  ["https://api.example.com/?stage=dev", "a query"],
  ["http://api.example.com", "an unencrypted token"],
  ["http://127.0.0.1.example.com", "an unencrypted token"],
])("%s is refused: %s", (given) => {
  expect(() => apiUrl(given)).toThrow();
});
