-- Up Migration

-- A webhook may have millions of deliveries: with them it would be removed in no time that a request may take. Its position
-- still goes with it, so nothing more is handed to it; what it was to be told is removed afterwards, some at a time.
ALTER TABLE public.webhook_delivery DROP CONSTRAINT webhook_delivery_webhook_id_fkey;

COMMENT ON COLUMN public.webhook_delivery.webhook_id IS 'To whom; where that webhook is gone its deliveries soon are.';

-- Down Migration

DELETE FROM public.webhook_delivery WHERE webhook_id NOT IN (SELECT id FROM public.webhook);
ALTER TABLE public.webhook_delivery ADD FOREIGN KEY (webhook_id) REFERENCES public.webhook ON DELETE CASCADE;
COMMENT ON COLUMN public.webhook_delivery.webhook_id IS 'To whom.';
