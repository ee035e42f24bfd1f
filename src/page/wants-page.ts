/** Routes under this constraint are for who asks for a document: a browser that is led somewhere names text/html, a program does not. */
export const wantsPage = { wants: 'page' } as const;
