import { type Static, Type } from 'typebox';

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;

const instant = (description: string) => Type.String({ format: 'date-time', description });

/** What was posted to a webhook, or is to be, and what came of it. */
export const Delivery = Type.Object(
  {
    id: Type.Integer({ minimum: 1 }),
    message_id: Type.String({ description: 'The webhook-id that the receiver is sent, the same at every attempt.' }),
    type: Type.String({ description: 'The type of the event.', examples: ['listing.price_changed'] }),
    listing_id: Type.Optional(Type.Integer({ minimum: 1 })),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The version that the change made of the listing.' }),
    ),
    status: Type.String({ description: 'pending, delivered or failed.', examples: [...deliveryStatuses] }),
    created_date: instant('Since when it is to be posted.'),
    attempts: Type.Integer({ minimum: 0, description: 'How often it was tried.' }),
    due_date: Type.Optional(instant('When it is tried next.')),
    attempted_date: Type.Optional(instant('When it was tried last.')),
    response_status: Type.Optional(Type.Integer({ description: 'The HTTP status of the last answer.' })),
    response_ms: Type.Optional(Type.Integer({ description: 'How long the last attempt took, in ms.' })),
    response_excerpt: Type.Optional(
      Type.String({
        description: 'The beginning of the last answer, or what failed. Gone once the listing is deleted.',
      }),
    ),
  },
  { $id: 'Delivery', description: 'What was posted to a webhook, or is to be, and what came of it.' },
);
export type Delivery = Static<typeof Delivery>;
