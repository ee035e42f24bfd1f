import { type Static, Type } from 'typebox';
import { buildingType, country } from '../../listings/listing.ts';
import { checker } from '../../wire/checker.ts';
import { euros, text } from '../../wire/schemas.ts';
import { eventKinds } from '../event.ts';

const mostListings = 1_000;
const closed = { additionalProperties: false };

const url = Type.Refine(
  Type.String({
    ...{ minLength: 1, maxLength: 2_000, description: 'Where events are posted to.' },
    ...{ examples: ['https://example.com/hook'], 'x-expected': 'a URL of at most 2000 characters' },
  }),
  isPlainUrl,
  () => 'must be an https URL, or an http one, without user, password and fragment',
);

const listOfKinds = `a list of one or more of ${eventKinds.join(', ')}`;
const kinds = Type.Array(Type.Enum(eventKinds, { 'x-expected': `one of ${eventKinds.join(', ')}` }), {
  ...{ minItems: 1, maxItems: eventKinds.length, description: 'Events of these kinds only; left out: all.' },
  'x-expected': listOfKinds,
});

const filters = {
  city: text({ max: 200, description: 'Of listings in this city; accents and case do not matter.' }),
  country,
  building_type: Type.Union([buildingType, Type.Array(buildingType, { minItems: 1, maxItems: 3 })], {
    description: 'Of listings of this kind, or of one of these.',
    'x-expected': 'STUDIO, APARTMENT or HOUSE, or a list of them',
  }),
  min_drop_pct: Type.Number({
    ...{ minimum: 0, maximum: 100, description: 'Only prices that fall, by so many percent or more.' },
    'x-expected': 'a number from 0 to 100',
  }),
  price_below: euros('Of listings that cost less than this, in euros, after the change.'),
  price_above: euros('Of listings that cost more than this, in euros, after the change.'),
  listing_ids: Type.Array(Type.Integer({ minimum: 1, 'x-expected': 'the id of a listing' }), {
    ...{ minItems: 1, maxItems: mostListings, description: 'Of these listings.' },
    'x-expected': `a list of 1 to ${mostListings} ids`,
  }),
};

const namesOfFilters = Object.keys(filters).join(', ');

export const WebhookFilter = Type.Partial(Type.Object(filters), {
  ...closed,
  description: 'Which events are posted: those that fit all that is said here.',
});
export type WebhookFilter = Static<typeof WebhookFilter>;

const longest = 500;
const description = text({ max: longest, description: 'What it is for, in your words.' });

export const WebhookInput = Type.Object(
  {
    url,
    kinds: Type.Optional(kinds),
    filter: Type.Optional(WebhookFilter),
    description: Type.Optional(description),
  },
  { ...closed, $id: 'WebhookInput', description: 'Where events are to be posted, and which.' },
);
export type WebhookInput = Static<typeof WebhookInput>;
export const webhookInputChecker = checker(WebhookInput);

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, what: string) =>
  Type.Union([schema, Type.Null()], { 'x-expected': `${what}, or null` });

/** A JSON merge patch (RFC 7396). */
export const WebhookPatch = Type.Object(
  {
    url: Type.Optional(url),
    kinds: Type.Optional(orNull(kinds, listOfKinds)),
    filter: Type.Optional(
      orNull(Type.Record(Type.String(), Type.Unknown()), `an object with any of ${namesOfFilters}`),
    ),
    description: Type.Optional(orNull(description, `text of 1 to ${longest} characters`)),
    status: Type.Optional(
      Type.Enum(['active', 'paused'], {
        description: 'paused: nothing is posted until it is active again; then what happened meanwhile follows.',
        'x-expected': 'active or paused',
      }),
    ),
  },
  { ...closed, $id: 'WebhookPatch', description: 'What is to change; null removes a member.' },
);
export type WebhookPatch = Static<typeof WebhookPatch>;

const instant = (description: string) => Type.String({ format: 'date-time', description });

/** A webhook as it is served. */
export const Webhook = Type.Object(
  {
    id: Type.Integer({ minimum: 1 }),
    url: Type.String(),
    kinds: Type.Array(Type.String({ examples: [...eventKinds] })),
    filter: WebhookFilter,
    description: Type.Optional(Type.String()),
    status: Type.String({ description: 'active, paused, or disabled where deliveries failed.', examples: ['active'] }),
    disabled_reason: Type.Optional(Type.String({ description: 'Why nothing is posted any more.' })),
    created_date: instant('When it was registered.'),
    updated_date: instant('When it was changed last.'),
    previous_secret_until: Type.Optional(instant('Until when the secret before signs as well.')),
  },
  { $id: 'Webhook', description: 'Where events are posted, and which.' },
);
export type Webhook = Static<typeof Webhook>;

/** With what is told once. */
export const WebhookWithSecret = Type.Object(
  {
    ...Webhook.properties,
    secret: Type.String({
      ...{ description: 'What events are signed with. It is told in this answer only.', examples: ['whsec_…'] },
    }),
  },
  { $id: 'WebhookWithSecret', description: 'A webhook with its secret.' },
);
export type WebhookWithSecret = Static<typeof WebhookWithSecret>;

function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}
