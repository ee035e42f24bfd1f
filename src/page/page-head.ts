import { xmlText } from '../wire/xml-text.ts';

/** What an address of the page is about, for who shows a link to it before anybody opens it. */
export type PageSubject = {
  title: string;
  description: string;
  /** The path of a picture of it, with its size in pixels. */
  picture: { path: string; width: number; height: number; type: string };
};

/**
 * The document of an address that has a subject: its title, and Open Graph tags, whose addresses are absolute.
 * @param html of the page as it was built
 * @param at the address: the origin it was asked at, without a slash at the end, and its path
 */
export function withSubject(html: string, subject: PageSubject, at: { origin: string; path: string }): string {
  const { title, description, picture } = subject;
  const tags: [name: string, content: string][] = [
    ['og:type', 'website'],
    ['og:site_name', 'Pricetrail'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', at.origin + at.path],
    ['og:image', at.origin + picture.path],
    ['og:image:type', picture.type],
    ['og:image:width', String(picture.width)],
    ['og:image:height', String(picture.height)],
    ['og:image:alt', `${title}: ${description}`],
    ['twitter:card', 'summary_large_image'],
  ];
  const attribute = (name: string) => (name.startsWith('og:') ? 'property' : 'name');
  const lines = tags.map(([name, content]) => `<meta ${attribute(name)}="${name}" content="${xmlText(content)}" />`);
  const head = [`<title>${xmlText(title)} · Pricetrail</title>`, ...lines].join('\n    ');
  return html.replace(/<title>[^<]*<\/title>/, () => head);
}
