CREATE INDEX "orders_trouble" ON "orders" USING btree ("created_at") WHERE "orders"."status" in ('needs-attention', 'failed', 'payment-timed-out');--> statement-breakpoint
CREATE INDEX "outbox_order" ON "outbox" USING btree ("order_id");--> statement-breakpoint
-- The login of the one function that tells operators the status of orders. It reads these columns and nothing else: none of them
-- is about a customer. Roles belong to the whole cluster, so another database of it may have made this one already.
DO $$
BEGIN
	CREATE ROLE "order_status" LOGIN;
EXCEPTION
	WHEN duplicate_object THEN NULL;
END
$$;
--> statement-breakpoint
GRANT "rds_iam" TO "order_status";--> statement-breakpoint
GRANT USAGE ON SCHEMA "public" TO "order_status";--> statement-breakpoint
GRANT SELECT ("id", "status", "version", "currency", "total_minor", "created_at", "cancel_requested_at") ON "orders" TO "order_status";--> statement-breakpoint
GRANT SELECT ("order_id", "destination", "created_at", "published_at") ON "outbox" TO "order_status";
