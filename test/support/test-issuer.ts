import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import { Issuer, type IssuerOptions } from '../../src/access/issuer.ts';

type Pair = { publicKey: CryptoKey; privateKey: CryptoKey; kid: string | undefined };

const discovery = '/.well-known/openid-configuration';

export const audience = 'pricetrail';

/** An issuer of OpenID Connect on loopback, which notes what it is asked for. */
export class TestIssuer {
  readonly #server: Server;
  readonly #published = new Map<string, JWK[]>();
  #pair: Pair;
  #address = '/keys';
  /** The paths, as they were asked for. */
  readonly asked: string[] = [];
  /** Whether it answers 500, everywhere or at some paths, with what would be right there: nobody may take that. */
  isDown: boolean | ((path: string) => boolean) = false;
  #held: ServerResponse[] | undefined;

  static async start(): Promise<TestIssuer> {
    const issuer = new TestIssuer(await newPair('first'));
    await issuer.#publish();
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    return issuer;
  }

  private constructor(pair: Pair) {
    this.#pair = pair;
    this.#server = createServer(({ url: path = '' }, response) => {
      this.asked.push(path);
      if (this.#held) return void this.#held.push(response);
      const document = this.#documentAt(path);
      const isDown = typeof this.isDown === 'function' ? this.isDown(path) : this.isDown;
      const status = isDown ? 500 : document === undefined ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(document));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Its public key as text, which anybody may know. */
  async publicText(): Promise<string> {
    return await exportSPKI(this.#pair.publicKey);
  }

  /** Signs with another key from now on, and publishes that alone, or after those of before. @param kid undefined: it has no name */
  async rotate(kid: string | undefined, { keepsOld = false } = {}): Promise<void> {
    const before = keepsOld ? (this.#published.get(this.#address) ?? []) : [];
    this.#pair = await newPair(kid);
    await this.#publish();
    this.#published.get(this.#address)?.unshift(...before);
  }

  /** Has its keys at another address from now on. The old one stays as it is, or is there no more. */
  async move(address: string, { keepsOld }: { keepsOld: boolean }): Promise<void> {
    if (!keepsOld) this.#published.delete(this.#address);
    this.#address = address;
    await this.#publish();
  }

  /** Publishes no key at all. */
  publishNone(): void {
    this.#published.set(this.#address, []);
  }

  /** Publishes one more key beside its own. */
  publishToo(key: JWK): void {
    this.#published.get(this.#address)?.push(key);
  }

  /** Answers nothing from now on. @returns what ends that: who waits is answered 503, and who comes after that 500 */
  hang(): () => void {
    const held: ServerResponse[] = [];
    this.#held = held;
    return () => {
      [this.#held, this.isDown] = [undefined, true];
      for (const response of held) response.writeHead(503).end();
    };
  }

  /** A token that counts for five minutes, unless the claims say something else. */
  async token(claims: Record<string, unknown> = {}, signedBy: { key?: CryptoKey; kid?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.url, aud: audience, sub: 'anna', iat: now, exp: now + 300, roles: ['writer'] };
    const given = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined);
    const kid = signedBy.kid ?? this.#pair.kid;
    return await new SignJWT(Object.fromEntries(given))
      .setProtectedHeader({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) })
      .sign(signedBy.key ?? this.#pair.privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #documentAt(path: string): unknown {
    if (path === discovery) return { issuer: this.url, jwks_uri: `${this.url}${this.#address}` };
    const keys = this.#published.get(path);
    return keys && { keys };
  }

  async #publish(): Promise<void> {
    const { publicKey, kid } = this.#pair;
    this.#published.set(this.#address, [
      { ...(await exportJWK(publicKey)), use: 'sig', ...(kid === undefined ? {} : { kid }) },
    ]);
  }
}

/** What takes its tokens, as a service with AUTH_ISSUER does. */
export function takerFrom({ url }: Pick<TestIssuer, 'url'>, options: Partial<IssuerOptions> = {}): Issuer {
  return new Issuer({ issuer: url, audience, rolesClaim: 'roles', ...options });
}

/** RSA keys too short to be taken for any token. */
export async function weakKeys(): Promise<{ publicKey: JWK; privateKey: JWK }> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
  return { publicKey: await exportJWK(publicKey), privateKey: await exportJWK(privateKey) };
}

async function newPair(kid: string | undefined): Promise<Pair> {
  return { ...(await generateKeyPair('RS256', { extractable: true })), kid };
}
