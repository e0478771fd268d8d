import type { OperationId } from "@stagecraft/contracts/http-operations";

/** What a request of an operation has beside its path. */
export type ValidRequest = {
  readonly body?: object;
  readonly query?: { readonly [name: string]: string };
};

/** A valid request of each operation. An operation without one does not compile. */
export const validRequests: { readonly [id in OperationId]: ValidRequest } = {
  getHealth: {},
  getOpenApi: {},
  placeOrder: {
    body: {
      orderedOn: "2010-12-01",
      country: "United Kingdom",
      currency: "GBP",
      reference: "536365",
      lines: [{ code: "85123A", quantity: 6, price: "2.55" }],
    },
  },
  listOrders: { query: { limit: "1" } },
  getOrder: {},
  cancelOrder: {},
  returnOrder: {
    body: { reference: "C536379", lines: [{ code: "85123A", quantity: 1, price: "2.55" }] },
  },
  listDailySales: { query: { from: "2010-12-01", to: "2010-12-02" } },
};
