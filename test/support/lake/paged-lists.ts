import type { RequestListener } from 'node:http';
import type { ObjectPage, StoredObjects } from './s3rver.ts';

const atOnce = 1_000;

/**
 * Lists of more than a thousand objects, of which s3rver has the pages, but makes its tokens by a cipher that OpenSSL 3 does not
 * know any more. Here the last key is the token.
 */
export function pagesLists(answer: RequestListener, objects: StoredObjects): RequestListener {
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (searchParams.get('list-type') !== '2') return answer(request, response);
    const startAfter = searchParams.get('continuation-token') ?? '';
    const [prefix = '', delimiter = ''] = ['prefix', 'delimiter'].map((name) => searchParams.get(name) ?? '');
    const bucket = pathname.replaceAll('/', '');
    void objects.listObjects(bucket, { prefix, delimiter, startAfter, maxKeys: atOnce }).then(
      (page) => {
        if (startAfter === '' && !page.isTruncated) return answer(request, response);
        response.writeHead(200, { 'content-type': 'application/xml' });
        response.end(xmlOf(page));
      },
      () => answer(request, response), // it knows what to say of a bucket that is not there
    );
  };
}

function xmlOf({ objects, isTruncated }: ObjectPage): string {
  const contents = objects.map(
    ({ key, lastModifiedDate }) =>
      `<Contents><Key>${key}</Key><LastModified>${lastModifiedDate.toISOString()}</LastModified></Contents>`,
  );
  const next = isTruncated ? `<NextContinuationToken>${objects.at(-1)?.key}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
}
