/** What an address of a relay may be, in words. */
export const addressForms = `
  kafka://broker[:9092],.../topic[?mechanism=scram-sha-512|scram-sha-256|plain]
  nats://server[:4222],.../stream[?subject=prefix][&creds=file]
kafka+tls:// and nats+tls:// encrypt. USER:PASSWORD@ (NATS also: TOKEN@) may stand before the first host; rather set
RELAY_USER and RELAY_PASSWORD, or RELAY_TOKEN, since whoever lists the processes of a machine sees their arguments.`;
