CREATE TABLE "customer_data_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"customer_id" text NOT NULL,
	"requested_by" text NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"found" jsonb NOT NULL
);
--> statement-breakpoint
-- The login of the one function that exports and erases what is known of a customer. No other login may take an order from
-- its customer or forget a key. Roles belong to the whole cluster, so another database of it may have made this one already.
DO $$
BEGIN
	CREATE ROLE "customer_data" LOGIN;
EXCEPTION
	WHEN duplicate_object THEN NULL;
END
$$;
--> statement-breakpoint
GRANT "rds_iam" TO "customer_data";--> statement-breakpoint
GRANT USAGE ON SCHEMA "public" TO "customer_data";--> statement-breakpoint
GRANT SELECT ON "order_lines", "return_lines", "reservations", "projected_orders" TO "customer_data";--> statement-breakpoint
GRANT SELECT, UPDATE ("customer_id", "reference") ON "orders" TO "customer_data";--> statement-breakpoint
GRANT SELECT, UPDATE ("reference") ON "returns" TO "customer_data";--> statement-breakpoint
GRANT SELECT, UPDATE ("event") ON "outbox" TO "customer_data";--> statement-breakpoint
GRANT SELECT, DELETE ON "idempotency_records" TO "customer_data";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("customer_id") ON "customer_data_requests" TO "customer_data";
