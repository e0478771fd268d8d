-- The login of every service that serves orders. It logs in with IAM tokens only, and may do to
-- each table what the services do and nothing more. Roles belong to the whole cluster, so another
-- database of it may have made this one already.
DO $$
BEGIN
	CREATE ROLE "orders_app" LOGIN;
EXCEPTION
	WHEN duplicate_object THEN NULL;
END
$$;
--> statement-breakpoint
GRANT "rds_iam" TO "orders_app";--> statement-breakpoint
GRANT USAGE ON SCHEMA "public" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("status", "version") ON "orders" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("returned") ON "order_lines" TO "orders_app";--> statement-breakpoint
GRANT INSERT ON "returns", "return_lines" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("published_at") ON "outbox" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("status", "body") ON "idempotency_records" TO "orders_app";
