/**
 * Names of the fields that proxies add to what they bring, by family: each product has a name of its own for the same. What clients
 * say of themselves, and what follows a request through several services, is none, but for what Amazon's load balancers add.
 */
const families = [
  'via|cdn-loop', // RFC 9110 7.6.3, RFC 8586
  '(.+-)?(forwarded|proxied)(-.+)?', // RFC 7239, X-Forwarded-For, X-Original-Forwarded-For, Fly-Forwarded-Port
  '(.+-)?(client|connecting|client-connection|real|remote|socket|user)-?ip(v6)?', // X-Real-IP, CF-Connecting-IP, X-Azure-ClientIP
  '(.+-)?(client|external|remote|viewer)-addr(ess)?', // X-Envoy-External-Address, CloudFront-Viewer-Address
  'x-original-(host|port|proto|uri|url)',
  'x-amzn-trace-id|x-amz-cf-id',
  'tailscale-user-.+',
];
const markOfProxy = new RegExp(`^(${families.join('|')})$`);

/** @param name of a header field, in small letters */
export function isMarkOfProxy(name: string): boolean {
  return markOfProxy.test(name);
}
