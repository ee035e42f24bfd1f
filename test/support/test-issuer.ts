import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

type Pair = { publicKey: CryptoKey; privateKey: CryptoKey; kid: string };

export const audience = 'pricetrail';

/** An issuer of OpenID Connect on loopback, which counts how often it is asked. */
export class TestIssuer {
  readonly #server: Server;
  #pair: Pair;
  /** Of its keys. */
  asked = 0;
  isDown = false;

  static async start(): Promise<TestIssuer> {
    const issuer = new TestIssuer(await newPair('first'));
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    return issuer;
  }

  private constructor(pair: Pair) {
    this.#pair = pair;
    this.#server = createServer((request, response) => {
      if (this.isDown) return void response.writeHead(503).end();
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration') {
        return void response.end(JSON.stringify({ issuer: this.url, jwks_uri: `${this.url}/keys` }));
      }
      this.asked += 1;
      void exportJWK(this.#pair.publicKey).then((key) =>
        response.end(JSON.stringify({ keys: [{ ...key, kid: this.#pair.kid, use: 'sig' }] })),
      );
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Its public key as text, which anybody may know. */
  async publicText(): Promise<string> {
    return await exportSPKI(this.#pair.publicKey);
  }

  /** Signs with another key from now on, and publishes that alone. */
  async rotate(kid: string): Promise<void> {
    this.#pair = await newPair(kid);
  }

  /** A token that counts for five minutes, unless the claims say something else. */
  async token(claims: Record<string, unknown> = {}, signedBy: { key?: CryptoKey } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.url, aud: audience, sub: 'anna', iat: now, exp: now + 300, roles: ['writer'] };
    const given = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined);
    return await new SignJWT(Object.fromEntries(given))
      .setProtectedHeader({ alg: 'RS256', kid: this.#pair.kid })
      .sign(signedBy.key ?? this.#pair.privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function newPair(kid: string): Promise<Pair> {
  return { ...(await generateKeyPair('RS256', { extractable: true })), kid };
}
