import { addressForms } from '../deliveries/relay/address-forms.ts';
import type { From } from '../deliveries/relay/starting-point.ts';

export type RelayCommandOptions = { to: string; from?: From; name?: string; source: string };

export const usualSource = '/pricetrail';

export const relayAdvice = `
The address is one of${addressForms}
NODE_EXTRA_CA_CERTS names a file of further authorities. The topic or the stream has to be there already.

How far the broker has acknowledged is stored in the database under the name: started again, it goes on from there. Of
several of one name one is at work, and another takes over when it ends. --from counts each time it is given, over what is
stored. The libraries of the brokers are optional: one that is missing is named, with how to install it.`;
